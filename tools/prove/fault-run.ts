// Runs of the real command line against sandboxes with one fault each; all their files are in one folder, which is removed after the proof.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { type VerdictFile, verdictFileSchema } from '../../support/verdict/verdict-file';
import type { FaultRun, Reaction } from './proof';

const repository = path.resolve(__dirname, '../..');
/** Compiled code that all runs share, in this proof and in later ones. */
const compileCache = path.join(repository, 'node_modules/.cache/proof');
/** Longer than the deadline of the slowest scenario, times the number of such scenarios in one run. */
const hangMs = 10 * 60_000;

/** The folder of one proof. Call `remove` at the end. */
export class ProofFolder {
  readonly #path = mkdtempSync(path.join(tmpdir(), 'proof-'));
  readonly #children = new Set<ChildProcess>();
  readonly #signal: AbortSignal;

  /** When the signal aborts, the runs are ended, and `run` rejects with its reason. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Runs the scenarios with these `@id` tags under the fault. Never rejects because of the run's result: that result is what is wanted. */
  async run(fault: string, ids: readonly string[]): Promise<FaultRun> {
    const folder = mkdtempSync(path.join(this.#path, `${fault.replaceAll(':', '-')}-`));
    const reports = path.join(folder, 'reports');
    const startedAt = performance.now();
    const files = { FOCUS_REPORTS: reports, TMPDIR: folder, NODE_COMPILE_CACHE: compileCache };
    const { exitCode, output } = await this.#accept(['--tags', ids.join(' or ')], { SANDBOX_FAULTS: fault, ...files });
    this.#signal.throwIfAborted();
    const durationMs = Math.round(performance.now() - startedAt);
    if (exitCode !== 0 && exitCode !== 1) {
      return { fault, reactions: {}, messages: {}, durationMs, broken: describeBreak(exitCode, output) };
    }
    const verdict = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(reports, 'verdict.json'), 'utf8')));
    rmSync(folder, { recursive: true, force: true });
    return { fault, ...readReactions(verdict, ids), durationMs };
  }

  /** Ends the runs that are left, and removes every file. */
  async remove(): Promise<void> {
    const ends = [...this.#children].map((child) => once(child, 'close'));
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(ends);
    rmSync(this.#path, { recursive: true, force: true });
  }

  async #accept(args: readonly string[], env: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '' } = process.env;
    const command = path.join(repository, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
    const child = spawn(process.execPath, [command, ...args], {
      cwd: repository,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: hangMs,
      killSignal: 'SIGKILL',
    });
    const kill = () => child.kill('SIGKILL');
    this.#signal.addEventListener('abort', kill, { once: true });
    this.#children.add(child);
    try {
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      return { exitCode: child.exitCode, output: `${stdout}${stderr}` };
    } finally {
      this.#children.delete(child);
      this.#signal.removeEventListener('abort', kill);
    }
  }
}

function describeBreak(exitCode: number | null, output: string): string {
  const lastLines = output.trimEnd().split('\n').slice(-3).join(' / ');
  return exitCode === null
    ? `it did not end within ${hangMs / 60_000} minutes; last lines: ${lastLines}`
    : `it ended with exit code ${exitCode}; last lines: ${lastLines}`;
}

function readReactions(verdict: VerdictFile, ids: readonly string[]): Pick<FaultRun, 'reactions' | 'messages'> {
  const reactions: Record<string, Reaction> = {};
  const messages: Record<string, string> = {};
  for (const { tags, outcome, reason } of verdict.scenarios) {
    const id = tags.find((tag) => ids.includes(tag));
    if (id === undefined) continue;
    const red = outcome === 'notMet' || outcome === 'gapGone' || outcome === 'flaky';
    if (red) messages[id] ??= reason.split('\n')[0] ?? '';
    reactions[id] = red ? 'red' : (reactions[id] ?? (outcome === 'accepted' ? 'green' : 'not run'));
  }
  return { reactions, messages };
}
