// `npm run prove:capacity`: shows that a gap report names the cause that keeps jobs from coming alive, and the exact number of jobs.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { parseWholeNumber, runProgram, UsageError } from '../command-line';
import type { Enforcement, RunOptions } from './acceptance';
import { type CaseRun, runCase } from './case-run';
import { type CapacityCase, capacityCases, nameCase } from './causes';
import { findDifferences } from './differences';
import { formatTable } from './proof-table';

const usage = `npm run prove:capacity -- [--parallel N] [--both] [--reports FOLDER] [NAME…]
Default: all causes with required enforcement, and one of them with informational enforcement too. --both: all causes with both.
`;
/** A run mostly waits, so that two sandboxes can run at the same time on two cores. */
const sandboxesAtOnce = '2';
/** Without --both, the only cause that is run with informational enforcement too. */
const informationalCause = 'gpu';

interface Turn {
  readonly each: CapacityCase;
  readonly enforcement: Enforcement;
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      parallel: { type: 'string', default: sandboxesAtOnce },
      both: { type: 'boolean', default: false },
      reports: { type: 'string' },
    },
  });
  const unknown = positionals.filter((name) => !capacityCases.some((each) => nameCase(each) === name));
  if (unknown.length > 0) {
    throw new UsageError(`Unknown: ${unknown.join(', ')}; valid: ${capacityCases.map(nameCase).join(', ')}`);
  }
  const concurrency = parseWholeNumber('parallel', values.parallel, 1);
  const chosen = capacityCases.filter((each) => positionals.length === 0 || positionals.includes(nameCase(each)));
  const folder = values.reports ?? mkdtempSync(path.join(tmpdir(), 'capacity-proof-'));
  mkdirSync(folder, { recursive: true });
  const signal = stopOnSignals();
  try {
    const turns = chosen.flatMap((each) => listTurns(each, values.both));
    const found = await pMap(turns, (turn) => takeTurn(turn, { folder, signal }), { concurrency, signal });
    const runs = found.flatMap(({ run }) => run ?? []);
    process.stdout.write(`\n${formatTable(runs)}\n`);
    const wrong = found.filter(({ differences }) => differences.length > 0).length;
    process.stdout.write(`${turns.length} runs, ${wrong} of them with differences\n`);
    return wrong === 0 ? 0 : 1;
  } finally {
    if (values.reports === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function listTurns(each: CapacityCase, both: boolean): Turn[] {
  const also = both || nameCase(each) === informationalCause;
  const required: Turn = { each, enforcement: 'required' };
  return also && each.causes.length > 0 ? [required, { each, enforcement: 'informational' }] : [required];
}

/** Runs a case and prints its result at once. */
async function takeTurn({ each, enforcement }: Turn, options: Pick<RunOptions, 'folder' | 'signal'>) {
  const run = await runCase(each, { enforcement, ...options }).catch((error: unknown) => error);
  const differences = isRun(run) ? findDifferences(run) : [`it could not be run: ${run}`];
  const mark = differences.length === 0 ? '✓' : '✗';
  process.stdout.write(
    `${mark} ${nameCase(each)} (${enforcement})\n${differences.map((one) => `    ${one}\n`).join('')}`,
  );
  if (isRun(run) && differences.length > 0) process.stdout.write(`${indent(run.outcome.lastLines)}\n`);
  return { differences, ...(isRun(run) ? { run } : {}) };
}

function isRun(value: unknown): value is CaseRun {
  return typeof value === 'object' && value !== null && 'outcome' in value;
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}

/** Ends all running sandboxes and command lines. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stopping.abort(new Error(`stopped by ${name}`)));
  }
  return stopping.signal;
}

runProgram(usage, main);
