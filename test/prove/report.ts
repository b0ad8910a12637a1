// What `npm run prove` prints and writes: a line per fault, the problems, reports/proof.json and the matrix in HTML.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Liquid } from 'liquidjs';
import type { Cell, Proof } from './proof';

const symbols: Readonly<Record<Cell, string>> = {
  caught: '●',
  missed: '○',
  'also red': '◌',
  'false alarm': '!',
  quiet: '·',
  'not run': '',
};

/** Such as `caught  no-job-created (31.2 s): @id:job-spawns-pod`. */
export function faultLine({ fault, run, cells }: Proof['rows'][number]): string {
  const ids = (cell: Cell) => Object.keys(cells).filter((id) => cells[id] === cell);
  const failed = run.broken !== undefined || ids('missed').length + ids('false alarm').length > 0;
  const parts = [
    ...(run.broken === undefined ? [] : [run.broken]),
    ...(['caught', 'missed', 'false alarm'] as const).flatMap((cell) =>
      ids(cell).length > 0 ? [`${cell} ${ids(cell).join(' ')}`] : [],
    ),
  ];
  return `${failed ? '✗' : '✓'} ${fault.name} (${(run.durationMs / 1_000).toFixed(1)} s): ${parts.join('; ')}`;
}

/** The closing lines: how many faults were caught, and what is wrong. */
export function summaryOf({ rows, scenarios, problems }: Proof): string {
  const proven = scenarios.filter(({ id }) => rows.some(({ cells }) => cells[id] === 'caught')).length;
  const head = `${rows.length} faults, ${scenarios.length} scenarios, ${proven} of them seen red`;
  return problems.length === 0
    ? `${head}: the suite can fail`
    : `${head}\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;
}

/** Writes proof.json and proof.html into the folder. */
export async function writeProof(folder: string, proof: Proof): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'proof.json'), `${JSON.stringify(fileOf(proof), undefined, 2)}\n`);
  const engine = new Liquid({ outputEscape: 'escape' });
  const template = readFileSync(path.join(__dirname, 'matrix.liquid'), 'utf8');
  const html: string = await engine.parseAndRender(template, { ...viewOf(proof), summary: summaryOf(proof) });
  writeFileSync(path.join(folder, 'proof.html'), html);
}

function fileOf({ scenarios, rows, problems }: Proof) {
  const faults = rows.map(({ fault, run, cells }) => ({
    ...fault,
    cells,
    messages: run.messages,
    broken: run.broken,
    durationMs: run.durationMs,
  }));
  return { holds: problems.length === 0, problems, scenarios, faults };
}

function viewOf({ scenarios, rows }: Proof) {
  const faults = rows.map(({ fault, run, cells }) => ({
    ...fault,
    seconds: (run.durationMs / 1_000).toFixed(1),
    broken: run.broken,
    cells: scenarios.map(({ id }) => {
      const cell = cells[id] ?? 'not run';
      return { cell, style: cell.replace(' ', '-'), symbol: symbols[cell], message: run.messages[id] ?? cell };
    }),
  }));
  return { scenarios, faults };
}
