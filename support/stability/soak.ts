// The soak: opens a job at every interval, observes it for a while and cancels it, and samples the server the whole time.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterConnection } from '../cluster/transport/connection';
import { EnvironmentError, toMessageChain } from '../common/errors';
import type { Environment } from '../environment';
import { describeExchange, type Investigation } from '../focus-server';
import type { Job } from '../jobs/job';
import type { JobInspector } from '../jobs/job-inspector';
import type { JobLedger } from '../jobs/ledger';
import type { ServerInspector } from '../server/server-inspector';
import type { SoakJob, SoakRecord } from './soak-record';
import { sampleUsage } from './usage-sampler';

export interface SoakOptions {
  readonly environment: Environment;
  readonly cluster: ClusterConnection;
  readonly server: ServerInspector;
  readonly ledger: JobLedger;
  readonly inspect: (job: Job) => JobInspector;
  readonly signal: AbortSignal;
  /** Adds a note to the scenario's report; does nothing for undefined. */
  readonly note: (text: string | undefined) => void;
}

/** A job lives for more than one interval, so that the server is never idle, but shorter than the idle time after which the server removes it (about 50 s). */
const lifeInIntervals = 2.5;
const longestLifeMs = 20_000;
/** Metrics servers sample every 15 s or less often; in a short soak the suite samples more often. */
const slowestSamplingMs = 15_000;
const longestFailure = 300;

/**
 * Takes as long as the profile's stability settings demand. Failures of jobs are recorded, not thrown.
 * @throws EnvironmentError if the cluster cannot be watched; the signal's reason if it aborts
 */
export async function runSoak(options: SoakOptions, investigation: Investigation): Promise<SoakRecord> {
  const { environment, cluster, server, signal } = options;
  const { durationMs, intervalMs } = environment.stability;
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const changes = server.remember();
  const startedAt = new Date();
  const everyMs = Math.min(intervalMs / 2, slowestSamplingMs);
  const usage = sampleUsage({ cluster, pods: server.listPods(), everyMs, until });
  // Awaited below; until then a rejection has no other listener.
  usage.catch(() => undefined);
  try {
    const schedule = new Schedule(performance.now(), durationMs, intervalMs, signal);
    const jobs = await schedule.run((number, dueMs) =>
      new SoakedJob(options, schedule, { number, dueMs }).run(investigation),
    );
    ended.abort();
    const planned = schedule.count;
    return {
      startedAt,
      durationMs,
      intervalMs,
      planned,
      jobs,
      usage: await usage,
      serverChanges: changes(),
    };
  } finally {
    ended.abort();
  }
}

/** The times at which jobs are due: fixed in advance, so that a slow answer delays no later job. */
class Schedule {
  readonly count: number;

  readonly #startMs: number;
  readonly #durationMs: number;
  readonly #intervalMs: number;
  readonly #signal: AbortSignal;

  constructor(startMs: number, durationMs: number, intervalMs: number, signal: AbortSignal) {
    this.#startMs = startMs;
    this.#durationMs = durationMs;
    this.#intervalMs = intervalMs;
    this.#signal = signal;
    this.count = Math.floor(durationMs / intervalMs);
  }

  /** Milliseconds since the start of the soak. */
  get nowMs(): number {
    return performance.now() - this.#startMs;
  }

  /** Resolves at this time, or at once if it is over. */
  async waitUntil(ms: number): Promise<void> {
    await delay(Math.max(0, ms - this.nowMs), undefined, { signal: this.#signal });
  }

  /** Starts one run at every interval; resolves with all results when the last run has ended and the duration is over. */
  async run<T>(start: (number: number, dueMs: number) => Promise<T>): Promise<T[]> {
    const runs: Promise<T>[] = [];
    for (let index = 0; index < this.count; index += 1) {
      await this.waitUntil(index * this.#intervalMs);
      const run = start(index + 1, index * this.#intervalMs);
      // Awaited below; until then a rejection has no other listener.
      run.catch(() => undefined);
      runs.push(run);
    }
    await this.waitUntil(this.#durationMs);
    return Promise.all(runs);
  }
}

class SoakedJob {
  readonly #options: SoakOptions;
  readonly #schedule: Schedule;
  readonly #due: Pick<SoakJob, 'number' | 'dueMs'>;

  constructor(options: SoakOptions, schedule: Schedule, due: Pick<SoakJob, 'number' | 'dueMs'>) {
    this.#options = options;
    this.#schedule = schedule;
    this.#due = due;
  }

  async run(investigation: Investigation): Promise<SoakJob> {
    const { ledger, signal } = this.#options;
    const accepted = await this.#catchFailure(async () => {
      const job = await ledger.open(investigation, signal);
      return { job, latencyMs: this.#schedule.nowMs - this.#due.dueMs };
    });
    if (typeof accepted === 'string') return { ...this.#due, failure: accepted };
    const { job, latencyMs } = accepted;
    const failures = [
      await this.#catchFailure(() => this.#expectAlive(job)),
      await this.#catchFailure(() => this.#cancel(job)),
    ];
    const failure = failures.find((text) => typeof text === 'string');
    return { ...this.#due, latencyMs, ...(failure === undefined ? {} : { failure }) };
  }

  /** Checks that the job runs, and keeps running until the end of its life. */
  async #expectAlive(job: Job): Promise<void> {
    const { environment, inspect } = this.#options;
    const inspector = inspect(job);
    await inspector.waitForRunningPod(environment.deadlines.podRunningMs);
    const lifeMs = Math.min(lifeInIntervals * environment.stability.intervalMs, longestLifeMs);
    await this.#schedule.waitUntil(this.#due.dueMs + lifeMs);
    await inspector.expectUndisturbed();
  }

  async #cancel(job: Job): Promise<void> {
    const { environment, ledger, signal } = this.#options;
    if (!environment.capabilities.cancel) return;
    const exchange = await ledger.cancel(job, signal);
    if (exchange.status !== 200) throw new Error(`cancelling job ${job.id}: ${describeExchange(exchange)}`);
  }

  /** The result, or the failure of the product as a text; an EnvironmentError is thrown. */
  async #catchFailure<T>(action: () => Promise<T>): Promise<T | string> {
    try {
      return await action();
    } catch (error) {
      this.#options.signal.throwIfAborted();
      if (error instanceof EnvironmentError) throw error;
      return toMessageChain(error).replace(/\s+/g, ' ').slice(0, longestFailure);
    }
  }
}
