// The imports of all sources against the table of the rooms and the other rules for imports.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Room, rooms, testFolder } from '../project/rooms';
import type { Finding, Rule } from './findings';
import { importRules } from './import-rules';
import { runTool } from './tool';

const table = 'tools/project/rooms.ts';
const configuration = path.resolve(__dirname, '../../.dependency-cruiser.js');
const folders = ['packages', 'step-definitions', 'support', 'test', 'tools'];
const looseFiles = ['cucumber.js'];

const roomWithoutRow: Rule = {
  one: 'file outside the rooms',
  many: 'files outside the rooms',
  advice: `move it into a room, or add the room to ${table}`,
};
const unusedArrow: Rule = {
  one: 'permission that no import uses',
  many: 'permissions that no import uses',
  advice: `remove it from ${table}`,
};
const upwardArrow: Rule = {
  one: 'permission that does not point down',
  many: 'permissions that do not point down',
  advice: 'a room imports only rooms that stand further down in the table',
};

const moduleSchema = z.object({
  source: z.string(),
  dependencies: z.array(z.object({ resolved: z.string() })),
});
const violationSchema = z.object({
  from: z.string(),
  to: z.string(),
  rule: z.object({ name: z.string() }),
  cycle: z.array(z.object({ name: z.string() })).optional(),
});
const cruiseSchema = z.object({
  modules: z.array(moduleSchema),
  summary: z.object({ violations: z.array(violationSchema) }),
});

export type Module = z.infer<typeof moduleSchema>;
type Violation = z.infer<typeof violationSchema>;

/** Everything that is wrong with the imports of the project in `cwd`. */
export async function checkImports(cwd: string): Promise<Finding[]> {
  const { modules, forbidden } = await runCruiser(cwd);
  return [...forbidden, ...findUnknownRooms(modules, rooms), ...findTableProblems(modules, rooms)];
}

/** The imports of the project in `cwd` that a rule forbids, whether or not the table of the rooms is up to date. */
export async function findForbiddenImports(cwd: string): Promise<Finding[]> {
  return (await runCruiser(cwd)).forbidden;
}

/** The files that belong to no room. */
export function findUnknownRooms(modules: readonly Module[], table: readonly Room[]): Finding[] {
  return modules
    .filter(({ source }) => folders.includes(source.split('/', 1)[0] ?? '') && !source.startsWith(`${testFolder}/`))
    .filter(({ source }) => findRoom(source, table) === undefined)
    .map(({ source }) => ({ rule: roomWithoutRow, position: source, text: '' }));
}

/** The permissions of the table that point up, so that there could be a circle, and those that nothing needs. */
export function findTableProblems(modules: readonly Module[], rows: readonly Room[]): Finding[] {
  const order = rows.map(({ path }) => path);
  const used = new Set(
    modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => describeArrow(findRoom(source, rows)?.path, findRoom(resolved, rows)?.path)),
    ),
  );
  const arrows = rows.flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })));
  return [
    ...arrows
      .filter(({ from, to }) => order.indexOf(to) <= order.indexOf(from))
      .map(({ from, to }) => ({ rule: upwardArrow, position: table, text: describeArrow(from, to) })),
    ...arrows
      .filter(({ from, to }) => !used.has(describeArrow(from, to)))
      .map(({ from, to }) => ({ rule: unusedArrow, position: table, text: describeArrow(from, to) })),
  ];
}

function findRoom(file: string, rows: readonly Room[]): Room | undefined {
  return rows
    .filter(({ path }) => file === path || file.startsWith(`${path}/`))
    .reduce<Room | undefined>((best, room) => (best && best.path.length > room.path.length ? best : room), undefined);
}

function describeArrow(from: string | undefined, to: string | undefined): string {
  return `${from} → ${to}`;
}

async function runCruiser(cwd: string): Promise<{ modules: Module[]; forbidden: Finding[] }> {
  const present = [...folders, ...looseFiles].filter((name) => existsSync(path.join(cwd, name)));
  const args = ['--config', configuration, '--output-type', 'json', ...present];
  const { stdout, stderr } = await runTool(cwd, 'dependency-cruiser/bin/dependency-cruise.mjs', args);
  if (stdout === '') throw new Error(`dependency-cruiser returned nothing: ${stderr.trim()}`);
  const { modules, summary } = cruiseSchema.parse(JSON.parse(stdout));
  return { modules, forbidden: removeDuplicates(summary.violations).map(describeViolation) };
}

/** Each circle once, wherever it begins. */
function removeDuplicates(violations: readonly Violation[]): Violation[] {
  const keyed = violations.map((violation) => {
    const circle = violation.cycle?.map(({ name }) => name).sort();
    return [`${violation.rule.name} ${circle?.join() ?? `${violation.from} ${violation.to}`}`, violation] as const;
  });
  return [...new Map(keyed.reverse()).values()].reverse();
}

function describeViolation({ rule, from, to, cycle }: Violation): Finding {
  const steps = cycle?.map(({ name }) => name) ?? [to];
  return { rule: findRule(rule.name), position: from, text: `→ ${steps.join(' → ')}` };
}

const rules = new Map<string, Rule>(
  importRules.forbidden?.map(({ name = '', comment = '' }) => [
    name,
    { one: `import against the rule "${name}"`, many: `imports against the rule "${name}"`, advice: comment },
  ]),
);

function findRule(name: string): Rule {
  const rule = rules.get(name);
  if (rule === undefined) throw new Error(`dependency-cruiser reports an unknown rule: ${name}`);
  return rule;
}
