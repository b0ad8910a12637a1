// Runs the features under one fault after the other; all their files are in one folder, which is removed after the proof.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { type VerdictFile, verdictFileSchema } from '../../support/verdict/verdict-file';
import type { FaultRun, Reaction } from './proof';

/** One acceptance run of a proof. */
export interface AcceptanceTask {
  readonly fault: string;
  /** The `@id` tags of the scenarios to run. */
  readonly ids: readonly string[];
  /** Where the run keeps its temporary files. */
  readonly folder: string;
  /** The folder of its reports, which exists. */
  readonly reports: string;
}

export interface EndedRun {
  /** Null when the run did not end in time. */
  readonly exitCode: number | null;
  /** The end of what it printed. */
  readonly output: string;
}

/** What carries out the acceptance runs of a proof. */
export interface AcceptanceRuns {
  /** Never rejects because of the run's result. */
  accept(task: AcceptanceTask): Promise<EndedRun>;
  /** Ends the runs that are left, and the processes that are kept for later runs. */
  end(): Promise<void>;
}

/** Longer than the deadline of the slowest scenario, times the number of such scenarios in one run. */
export const hangMs = 10 * 60_000;

/** The folder of one proof. Call `remove` at the end. */
export class ProofFolder {
  readonly #path = mkdtempSync(path.join(tmpdir(), 'proof-'));
  readonly #runs: AcceptanceRuns;
  readonly #signal: AbortSignal;

  /** When the signal aborts, `run` rejects with its reason as soon as `runs` has ended the run. */
  constructor(runs: AcceptanceRuns, signal: AbortSignal) {
    this.#runs = runs;
    this.#signal = signal;
  }

  /** Runs the scenarios with these `@id` tags under the fault. Never rejects because of the run's result: that result is what is wanted. */
  async run(fault: string, ids: readonly string[]): Promise<FaultRun> {
    const folder = mkdtempSync(path.join(this.#path, `${fault.replaceAll(':', '-')}-`));
    const reports = path.join(folder, 'reports');
    mkdirSync(reports);
    const startedAt = performance.now();
    const { exitCode, output } = await this.#runs.accept({ fault, ids, folder, reports });
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
    await this.#runs.end();
    rmSync(this.#path, { recursive: true, force: true });
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
