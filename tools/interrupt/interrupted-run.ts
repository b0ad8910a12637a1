// A run through the real command line that a signal ends, and what it and a sweep have left in the namespace.

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
/** A run that a signal ends has to be over within this time. */
const exitMs = 30_000;
const runMs = 10 * 60_000;

export type EndingSignal = 'SIGINT' | 'SIGKILL';

export interface Plan {
  readonly sandbox: OuterSandbox;
  /** For cucumber-js. */
  readonly args: readonly string[];
  /** Absent: the run is left to end by itself. */
  readonly signal?: EndingSignal;
  /** Resolves when the signal is to be sent; aborted when the run has ended before. */
  readonly moment: (ended: AbortSignal) => Promise<unknown>;
}

export interface Result {
  /** Exit code, or the signal where that ended the process itself. */
  readonly exit: number | string;
  /** Milliseconds from the start to the signal; undefined when the run had ended before. */
  readonly signalledMs?: number;
  /** Milliseconds from the signal, or the start, to the end of the process. */
  readonly toExitMs: number;
  /** Of the sweep after a run that was killed, or that had no time to remove all. */
  readonly sweep?: { readonly exit: number | string; readonly tookMs: number; readonly output: string };
  /** What the namespace holds that it did not hold before, and what it has lost. */
  readonly leftovers: readonly string[];
  /** What else is not as it must be. */
  readonly problems: readonly string[];
  readonly output: string;
}

/** Never rejects because of what the run did: that is the finding. */
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

/** What is wrong with how the run ended, leftovers aside. */
function findProblems(seen: Omit<Result, 'problems'>, unswept: readonly string[], reports: string): string[] {
  const { exit, signalledMs, toExitMs, sweep, output } = seen;
  const problems: string[] = [];
  if (sweep !== undefined && sweep.exit !== 0) problems.push(`the sweep ended with ${sweep.exit}`);
  if (exit === 'SIGKILL') return problems;
  if (unswept.length > 0 && !output.includes('npm run sweep')) {
    problems.push(`it left ${unswept.length} objects and did not say so, such as ${unswept[0]}`);
  }
  if (signalledMs === undefined) return exit === 0 ? problems : [...problems, `it ended with ${exit} by itself`];
  if (toExitMs > exitMs) problems.push(`it took ${formatTenths(toExitMs)} to end`);
  // Before the suite is loaded, the signal ends the process by itself.
  return exit === 'SIGINT' ? problems : [...problems, ...findMisjudged(exit, reports)];
}

async function sendSignalAt(run: Started, signal: EndingSignal, moment: Plan['moment']): Promise<number | undefined> {
  const startedAt = performance.now();
  const ended = new AbortController();
  void run.result.then(() => ended.abort());
  await moment(ended.signal).catch(() => ended.signal.aborted || Promise.reject(new Error('no moment was found')));
  if (ended.signal.aborted) return undefined;
  const signalledMs = performance.now() - startedAt;
  run.child.kill(signal);
  return signalledMs;
}

async function runSweep({ env }: OuterSandbox): Promise<Required<Result>['sweep']> {
  const startedAt = performance.now();
  const { result } = start(['--require', 'ts-node/register', path.join(repository, 'support/sweep/main.ts')], env);
  const { exit, output } = await result;
  return { exit, output, tookMs: performance.now() - startedAt };
}

/** What an interrupted run says that it may not: that it is accepted, or that something is not met. */
function findMisjudged(exit: number | string, reports: string): string[] {
  if (exit !== 130) return [`it ended with ${exit}`];
  const verdict = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(reports, 'verdict.json'), 'utf8')));
  const red = verdict.scenarios.filter(
    ({ outcome }) => !['accepted', 'notApplicable', 'interrupted'].includes(outcome),
  );
  return [
    ...(verdict.interrupted && verdict.exitCode !== 0 ? [] : ['its verdict does not say that it was interrupted']),
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
