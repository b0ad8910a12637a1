// A run through the real command line that a signal ends, and what is left in the namespace after it and after a sweep.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { formatTenths, readFirstLine } from '../../support/common/wording';
import { verdictFileSchema } from '../../support/verdict';
import { findDifferences, readContents } from './namespace-contents';
import { endWithThisProcess, type OuterSandbox } from './outer-sandbox';

const repository = path.resolve(__dirname, '../..');
/** A run that gets a signal must end within this time. */
const exitMs = 30_000;
const runMs = 10 * 60_000;

export type EndingSignal = 'SIGINT' | 'SIGKILL';

export interface Plan {
  readonly sandbox: OuterSandbox;
  /** Arguments for cucumber-js. */
  readonly args: readonly string[];
  /** Absent where the run is to end by itself. */
  readonly signal?: EndingSignal;
  /** Resolves when the signal is to be sent; its own signal aborts when the run has ended before. */
  readonly moment: (ended: AbortSignal) => Promise<unknown>;
}

export interface Result {
  /** The exit code, or the signal where the process ended because of it. */
  readonly exit: number | string;
  /** Milliseconds from the start to the signal; absent when the run ended before it. */
  readonly signalledMs?: number;
  /** Milliseconds from the signal, or the start, to the end of the process. */
  readonly toExitMs: number;
  /** The sweep after a run that was killed, or that had no time to remove everything. */
  readonly sweep?: { readonly exit: number | string; readonly tookMs: number; readonly output: string };
  /** Objects that were added to the namespace since the run began, and objects that were removed from it. */
  readonly leftovers: readonly string[];
  /** Everything else that is wrong. */
  readonly problems: readonly string[];
  readonly output: string;
}

/** Never rejects because of the run's result: that result is what is wanted. */
export async function runInterrupted({ sandbox, args, signal, moment }: Plan): Promise<Result> {
  const before = await readContents(sandbox.kubeconfig, sandbox.namespace);
  const differing = async () => findDifferences(before, await readContents(sandbox.kubeconfig, sandbox.namespace));
  const startedAt = performance.now();
  const run = start([path.join(repository, 'support/run/acceptance.js'), ...args], sandbox.env);
  const signalledMs = signal === undefined ? undefined : await sendSignalAt(run, signal, moment);
  const { exit, output } = await run.result;
  const toExitMs = performance.now() - startedAt - (signalledMs ?? 0);
  const unswept = await differing();
  const sweep = exit === 'SIGKILL' || unswept.length > 0 ? await runSweep(sandbox) : undefined;
  const leftovers = sweep === undefined ? unswept : await differing();
  const measured = { exit, output, toExitMs, leftovers, ...(sweep && { sweep }) };
  const seen = { ...measured, ...(signalledMs !== undefined && { signalledMs }) };
  return { ...seen, problems: findProblems(seen, unswept, sandbox.reports) };
}

/** What is wrong with the end of the run, except for leftovers. */
function findProblems(seen: Omit<Result, 'problems'>, unswept: readonly string[], reports: string): string[] {
  const { exit, signalledMs, toExitMs, sweep, output } = seen;
  const problems: string[] = [];
  if (sweep !== undefined && sweep.exit !== 0) problems.push(`the sweep ended with ${sweep.exit}`);
  if (exit === 'SIGKILL') return problems;
  if (unswept.length > 0 && !output.includes('npm run sweep')) {
    problems.push(`it left ${unswept.length} objects and did not report them, such as ${unswept[0]}`);
  }
  if (signalledMs === undefined) return exit === 0 ? problems : [...problems, `it ended with ${exit} by itself`];
  if (toExitMs > exitMs) problems.push(`it took ${formatTenths(toExitMs)} to end`);
  // Before the suite is loaded, Node.js itself ends at the signal.
  return exit === 'SIGINT' ? problems : [...problems, ...findMisjudged(exit, reports)];
}

async function sendSignalAt(run: Started, signal: EndingSignal, moment: Plan['moment']): Promise<number | undefined> {
  const startedAt = performance.now();
  const ended = new AbortController();
  void run.result.then(() => ended.abort());
  await moment(ended.signal).catch(
    () => ended.signal.aborted || Promise.reject(new Error('the moment for the signal could not be found')),
  );
  if (ended.signal.aborted) return undefined;
  const signalledMs = performance.now() - startedAt;
  run.child.kill(signal);
  return signalledMs;
}

async function runSweep({ env }: OuterSandbox): Promise<Required<Result>['sweep']> {
  const startedAt = performance.now();
  const { result } = start(
    ['--require', 'ts-node-cache/register', path.join(repository, 'support/sweep/main.ts')],
    env,
  );
  const { exit, output } = await result;
  return { exit, output, tookMs: performance.now() - startedAt };
}

/** What an interrupted run must not report: that it is accepted, or that a requirement is not met. */
function findMisjudged(exit: number | string, reports: string): string[] {
  if (exit !== 130) return [`it ended with ${exit}`];
  const verdict = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(reports, 'verdict.json'), 'utf8')));
  const red = verdict.scenarios.filter(
    ({ outcome }) => !['accepted', 'notApplicable', 'interrupted'].includes(outcome),
  );
  return [
    ...(verdict.interrupted && verdict.exitCode !== 0 ? [] : ['its verdict does not report the interruption']),
    ...red.map(({ title, outcome, reason }) => `${outcome}: ${title}: ${readFirstLine(reason)}`),
  ];
}

interface Started {
  readonly child: ChildProcess;
  readonly result: Promise<{ exit: number | string; output: string }>;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: runMs,
    killSignal: 'SIGKILL',
  });
  endWithThisProcess(child);
  const result = async () => {
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { exit: child.exitCode ?? child.signalCode ?? 'unknown', output: `${stdout}${stderr}` };
  };
  return { child, result: result() };
}
