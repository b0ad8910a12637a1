// The part of docs/architecture.md that shows the rooms: a picture and a table, made from the table that `npm run check` enforces.
import { type Room, rooms } from '../project/rooms';
import { formatCode, renderTable } from './markdown';

/** The picture and the table, as Markdown. */
export function describeRooms(): string {
  return [drawRooms(rooms.filter(({ path }) => !path.startsWith('tools/'))), describeTable(rooms)].join('\n\n');
}

/** A graph of these rooms. An arrow that follows from two others is left out, so that the order of the rooms shows. */
export function drawRooms(shown: readonly Room[]): string {
  const lines = shown.flatMap((room) => [
    `  ${formatNodeName(room)}["${room.path}"]`,
    ...listDirect(room, shown).map((target) => `  ${formatNodeName(room)} --> ${formatNodeName(target)}`),
  ]);
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

function describeTable(rows: readonly Room[]): string {
  return renderTable(rows, [
    { title: 'room', cell: ({ path }) => formatCode(path) },
    { title: 'what is in it', cell: ({ holds }) => holds },
    { title: 'may import', cell: ({ imports }) => imports.map(formatCode).join(', ') },
  ]);
}

/** The rooms that a room may import and that it reaches by no other way. */
function listDirect(room: Room, shown: readonly Room[]): Room[] {
  const targets = shown.filter(({ path }) => room.imports.includes(path));
  return targets.filter((target) => !targets.some((other) => other !== target && reaches(other, target, shown)));
}

function reaches(from: Room, to: Room, shown: readonly Room[]): boolean {
  return shown
    .filter(({ path }) => from.imports.includes(path))
    .some((next) => next === to || reaches(next, to, shown));
}

function formatNodeName({ path }: Room): string {
  return path.replaceAll(/[^a-z]/g, '_');
}
