// Follows the jobs of finished scenarios until they are gone, while other scenarios run.
import { toMessageChain } from '../common/errors';
import type { EventLog } from './event-log';
import { computeRemovalLimitMs } from './job-objects';
import { beginRelease, type ReleasableLedger, type Release } from './job-release';
import type { JobRemovalOptions } from './job-removal';

export interface RemovalQueueOptions {
  readonly eventLog: EventLog;
  /** How many jobs may still be there while another scenario runs, from the environment's profile. */
  readonly jobsAtOnce: number;
  /** An interruption of the run, when it ends the time of the server, and when it ends the removal. */
  readonly interruption: {
    readonly signal: AbortSignal;
    readonly gracePeriod: AbortSignal;
    readonly deadline: AbortSignal;
  };
}

/** The jobs of one scenario that has ended. */
export interface HandedOverJobs {
  readonly scenario: string;
  readonly ledger: ReleasableLedger;
  readonly removal: Omit<JobRemovalOptions, 'signal' | 'gracePeriod'>;
  /** Called when nothing of it runs any more. */
  readonly close: () => void;
}

/** For the last answers and the cancels, in addition to the removal. */
const releaseMs = 60_000;

export class RemovalQueue {
  readonly #options: RemovalQueueOptions;
  /** The number of jobs of each scenario that are not gone yet. */
  readonly #leaving = new Map<Promise<void>, number>();
  /** Errors of the suite itself, one line each. */
  readonly #failures: string[] = [];

  constructor(options: RemovalQueueOptions) {
    this.#options = options;
  }

  /**
   * Cancels the jobs of a scenario and follows them until they are gone. Resolves as soon as the server has answered the cancels and no more than the
   * allowed number of jobs is left, to what the server refused. What is not gone in time is written to the event log with its scenario.
   */
  async handOver(jobs: HandedOverJobs): Promise<readonly string[]> {
    const { interruption } = this.#options;
    const count = jobs.ledger.listPresent().length;
    const limit = AbortSignal.timeout(releaseMs + computeRemovalLimitMs(count));
    const signal = AbortSignal.any([limit, interruption.deadline]);
    const { notes, finished } = await beginRelease(jobs.ledger, {
      ...jobs.removal,
      signal,
      gracePeriod: interruption.gracePeriod,
    });
    const leaving = this.#follow(jobs, finished).finally(() => this.#leaving.delete(leaving));
    this.#leaving.set(leaving, count);
    while (this.#size > this.#options.jobsAtOnce) await Promise.race(this.#leaving.keys());
    return notes;
  }

  /** Resolves when each job is gone or reported. @throws Error if the suite could not follow the jobs of a scenario */
  async waitUntilDrained(): Promise<void> {
    await Promise.all(this.#leaving.keys());
    if (this.#failures.length > 0) throw new Error(this.#failures.join('\n'));
  }

  async #follow({ scenario, close }: HandedOverJobs, finished: Promise<Release>): Promise<void> {
    try {
      this.#report(scenario, await finished);
    } catch (error) {
      this.#failures.push(`The removal of the jobs of "${scenario}" could not be followed: ${toMessageChain(error)}`);
    } finally {
      close();
    }
  }

  get #size(): number {
    return [...this.#leaving.values()].reduce((sum, count) => sum + count, 0);
  }

  #report(scenario: string, { late, stuck, unanswered, unclaimed }: Release): void {
    const { eventLog, interruption } = this.#options;
    // An interrupted run has less time than the cluster may need: what is left then is not a fault of the product.
    const event = interruption.signal.aborted ? 'unfinished' : 'left';
    for (const { entry, text } of [...late, ...stuck]) {
      eventLog.write({ event, request: entry.request, scenario, jobId: entry.jobId, text });
    }
    for (const text of unanswered) eventLog.write({ event, request: 0, scenario, text });
    for (const subject of unclaimed) {
      const text = `${subject} appeared while the scenario ran, no answer of the run names it, and the suite had to remove it`;
      eventLog.write({ event, request: 0, scenario, text, subjects: [subject] });
    }
  }
}
