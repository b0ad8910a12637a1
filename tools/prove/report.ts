// What `npm run prove` prints and writes: a line per fault, the problems, reports/proof.json and the matrix in HTML.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Liquid } from 'liquidjs';
import { type Cell, kindsDemanded, type Proof, type ProofRow } from './proof';

/** The symbols differ in shape, so that they are clear without colour. */
const symbols: Readonly<Record<Cell, string>> = {
  caught: '●',
  missed: '○',
  'also red': '◐',
  'false alarm': '!',
  tolerated: '✓',
  quiet: '·',
  'not run': '',
};

const meanings: Readonly<Record<Exclude<Cell, 'not run'>, string>> = {
  caught: 'caught: red, as it must be',
  missed: 'missed: green, though it must be red',
  'false alarm': 'false alarm: red, though it must be green',
  tolerated: 'tolerated: green despite a random fault',
  'also red': 'also red, as this fault allows',
  quiet: 'quiet: green, the fault does not concern it',
};

const conclusion = 'The suite fails when it must, and only then';
const partialConclusion = `Every run gave the right result; only a proof of the whole catalogue shows whether faults of ${kindsDemanded} kinds turn each scenario red`;

/** Such as `✓ no-job-created (31.2 s): caught @id:job-spawns-pod`; for more than six scenarios only their number. */
export function formatFaultLine({ fault, run, cells }: ProofRow): string {
  const ids = (cell: Cell) => Object.keys(cells).filter((id) => cells[id] === cell);
  const failed = run.broken !== undefined || ids('missed').length + ids('false alarm').length > 0;
  const parts = [
    ...(run.broken === undefined ? [] : [run.broken]),
    ...(['caught', 'tolerated', 'missed', 'false alarm'] as const).flatMap((cell) =>
      ids(cell).length > 0 ? [`${cell} ${formatCell(ids(cell), cell)}`] : [],
    ),
  ];
  return `${failed ? '✗' : '✓'} ${fault.name} (${formatSeconds(run.durationMs)} s): ${parts.join('; ')}`;
}

/** The closing lines: what was run, what was left out, and what is wrong. */
export function formatSummary({ whole, rows, scenarios, kinds, leftOut, problems }: Proof): string {
  const counts = scenarios.map(({ id }) => kinds[id]?.length ?? 0);
  const proven = counts.filter((count) => count > 0).length;
  const wellProven = counts.filter((count) => count >= kindsDemanded).length;
  const random = rows.filter(({ fault }) => fault.tolerated === true).length;
  const head = [
    `${formatCount(rows.length - random, 'fault')} and ${formatCount(random, 'random fault')}, ${scenarios.length} scenarios: ${proven} seen red, ${wellProven} of them by faults of ${kindsDemanded} kinds or more`,
    ...(leftOut.length > 0
      ? [
          `not run here: ${formatCount(leftOut.length, 'capacity fault')}, which npm run prove:capacity proves (${leftOut.join(', ')})`,
        ]
      : []),
  ].join('\n');
  return problems.length === 0
    ? `${head}\n${whole ? conclusion : partialConclusion}`
    : `${head}\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;
}

/** Writes proof.json and proof.html into the folder. */
export async function writeProof(folder: string, proof: Proof): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'proof.json'), `${JSON.stringify(createFile(proof), undefined, 2)}\n`);
  const engine = new Liquid({ outputEscape: 'escape' });
  const template = readFileSync(path.join(__dirname, 'matrix.liquid'), 'utf8');
  const html: string = await engine.parseAndRender(template, { ...createView(proof), summary: formatSummary(proof) });
  writeFileSync(path.join(folder, 'proof.html'), html);
}

function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function formatCell(ids: readonly string[], cell: Cell): string {
  const mayBeCounted = cell === 'caught' || cell === 'tolerated';
  return mayBeCounted && ids.length > 6 ? `by ${ids.length} scenarios` : ids.join(' ');
}

function formatSeconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

function createFile({ whole, scenarios, rows, kinds, leftOut, problems }: Proof) {
  const faults = rows.map(({ fault, run, cells }) => ({
    ...fault,
    cells,
    messages: run.messages,
    broken: run.broken,
    durationMs: run.durationMs,
  }));
  const proven = scenarios.map((scenario) => ({ ...scenario, kinds: kinds[scenario.id] ?? [] }));
  return { holds: problems.length === 0, whole, problems, scenarios: proven, faults, leftOut };
}

function createView({ whole, scenarios, rows, kinds, problems }: Proof) {
  const folders = [...Map.groupBy(scenarios, ({ folder }) => folder)];
  const inOrder = folders.flatMap(([, members]) => members);
  const groups = [...Map.groupBy(rows, ({ fault }) => nameGroup(fault))].map(([title, members]) => ({
    title,
    faults: members.map((row) => createFaultView(row, inOrder)),
  }));
  return {
    holds: problems.length === 0,
    problems,
    legend: Object.entries(meanings).map(([cell, meaning]) => ({ ...look(cell as Cell), meaning })),
    folders: folders.map(([folder, members]) => ({ folder, width: members.length })),
    scenarios: inOrder.map((scenario) => ({ ...scenario, ...createKindsView(kinds[scenario.id] ?? [], whole) })),
    columns: inOrder.length + 3,
    demanded: kindsDemanded,
    groups,
  };
}

function nameGroup({ kind, tolerated }: ProofRow['fault']): string {
  return tolerated === true ? 'random faults' : `faults of the ${kind}`;
}

function createFaultView({ fault, run, cells }: ProofRow, scenarios: Proof['scenarios']) {
  return {
    name: fault.name,
    does: fault.does,
    seconds: formatSeconds(run.durationMs),
    broken: run.broken,
    cells: scenarios.map(({ id, title }) => {
      const cell = cells[id] ?? 'not run';
      const reason = run.messages[id] === undefined ? '' : `: ${run.messages[id]}`;
      return { ...look(cell), title: `${fault.name} × ${title}: ${cell}${reason}` };
    }),
  };
}

function createKindsView(names: readonly string[], demanded: boolean) {
  return { count: names.length, kinds: names.join(', '), enough: !demanded || names.length >= kindsDemanded };
}

function look(cell: Cell): { readonly style: string; readonly symbol: string } {
  return { style: cell.replace(' ', '-'), symbol: symbols[cell] };
}
