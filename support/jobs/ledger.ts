// The ledger of one scenario: every job that it asks for is written down before it exists, and released when the scenario ends.
import { performance } from 'node:perf_hooks';
import pMap from 'p-map';
import { orAborted } from '../common/abort';
import { messageChain } from '../common/errors';
import {
  describeExchange,
  type Exchange,
  expectJob,
  type FocusServerClient,
  type Investigation,
} from '../focus-server';
import type { Journal } from './event-log';
import { type Job, jobIdIn, streamAddressOf } from './job';
import type { JobObjects } from './job-objects';
import { type JobObjectNames, jobIdOf, objectNamesOf } from './object-names';

/** Jobs that are cancelled at once when the scenario ends. */
const cancelledAtOnce = 50;

export interface LedgerOptions {
  readonly scenario: string;
  readonly client: Pick<FocusServerClient, 'configure' | 'cancel'>;
  readonly objects: Pick<JobObjects, 'existingJobNames' | 'removeAll'>;
  readonly journal: Journal;
  /** Whether the environment's server may be asked to cancel; its objects are removed either way. */
  readonly mayCancel: boolean;
}

export interface ReleaseOptions {
  /** Ends the release; what is not gone by then is stuck. */
  readonly signal: AbortSignal;
  /** Ends the waiting for the server: what it has not removed by then is removed directly. */
  readonly patience: AbortSignal;
}

/** What came of releasing the scenario's jobs. */
export interface Release {
  /** Jobs of which something could not be removed, with the reason; the scenario fails because of them. */
  readonly stuck: readonly string[];
  /** What the product refused or left behind here and the suite removed itself: evidence, judged only by the scenario about cancelling. */
  readonly notes: readonly string[];
}

interface Entry {
  readonly request: number;
  readonly names: JobObjectNames;
  readonly jobId: string;
  /** Whether the server was asked to remove it, or took it back by itself. */
  cancelled: boolean;
}

export class JobLedger {
  readonly #options: LedgerOptions;
  readonly #entries = new Set<Entry>();
  /** Requests on their way, by number: whoever asked may be gone, but what comes of them is tracked. */
  readonly #pending = new Map<number, Promise<Exchange>>();
  #requests = 0;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  /**
   * Asks for a job and returns the exchange, whatever the answer: for steps that expect a refusal.
   * A job that came of it is tracked all the same, by the id in the answer, and so is one that a refusal tells to have been begun.
   * The signal ends the waiting, not the request: the server would go on with it, and its job would be nobody's.
   */
  async ask(investigation: Investigation | Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Exchange> {
    signal.throwIfAborted();
    const request = ++this.#requests;
    const answer = this.#ask(request, investigation).finally(() => this.#pending.delete(request));
    this.#pending.set(request, answer);
    return await orAborted(answer, signal);
  }

  /** Asks for a job that must be accepted. Throws with the answer when it is not. */
  async start(investigation: Investigation, signal: AbortSignal): Promise<Job> {
    const askedAtMs = performance.now();
    return this.accepted({ investigation, askedAtMs, exchange: await this.ask(investigation, signal) });
  }

  /** The job of an answer that must have accepted it. Throws with the answer when it did not. */
  accepted(asked: Pick<Job, 'investigation' | 'exchange' | 'askedAtMs'>): Job {
    const answer = expectJob(asked.exchange);
    const names = objectNamesOf(answer.jobId);
    return { ...asked, id: answer.jobId, names, answer, address: streamAddressOf(answer) };
  }

  /** How many jobs are to be released. */
  get size(): number {
    return this.#entries.size;
  }

  /** Cancels through the server and returns the exchange, whatever the answer. */
  async cancel(job: Job, signal: AbortSignal): Promise<Exchange> {
    const entry = [...this.#entries].find(({ jobId }) => jobId === job.id);
    if (entry) entry.cancelled = true;
    return this.#options.client.cancel(job.id, signal);
  }

  /**
   * Ends every job of the scenario: through the server where that is allowed, then whatever is left directly in the cluster,
   * and sees that it is gone. Never throws because of one job: the others are released first.
   */
  async release(options: ReleaseOptions): Promise<Release> {
    const enough = AbortSignal.any([options.signal, options.patience]);
    const [known, unanswered] = await Promise.all([this.#releaseTracked(options), this.#untilAnswered(enough)]);
    // What was answered meanwhile, and once more what could not be removed.
    const late = await this.#releaseTracked(options);
    return { stuck: [...late.stuck, ...unanswered], notes: [...known.notes, ...late.notes] };
  }

  async #releaseTracked(options: ReleaseOptions): Promise<Release> {
    const { journal, objects, scenario } = this.#options;
    const entries = [...this.#entries];
    const refusals = await pMap(entries, (entry) => this.#cancelForRelease(entry, options), {
      concurrency: cancelledAtOnce,
    });
    const going = entries.some(({ cancelled }) => cancelled);
    const removals = await objects.removeAll(
      entries.map(({ names }) => names),
      { signal: options.signal, ...(going && { patience: options.patience }) },
    );
    const stuck = removals.flatMap(({ failure }, index) =>
      failure === undefined ? [] : [`job ${entries[index]?.jobId}: ${failure}`],
    );
    for (const [index, entry] of entries.entries()) {
      // What is not gone stays in the ledger: a step may release, be cut off, and leave the rest to the scenario's end.
      if (removals[index]?.failure !== undefined) continue;
      this.#entries.delete(entry);
      journal.write({ event: 'gone', request: entry.request, scenario, jobId: entry.jobId });
    }
    const removed = removals.flatMap((removal) => removal.removed);
    const notes = removed.map((object) => `left behind by the server, removed by the suite: ${object}`);
    return { stuck, notes: [...refusals.flat(), ...notes] };
  }

  /** Waits for requests on their way, which the client ends at their deadline. Resolves to those that have no answer when the signal aborts. */
  async #untilAnswered(signal: AbortSignal): Promise<string[]> {
    const answers = Promise.allSettled(this.#pending.values());
    await orAborted(answers, signal).catch(() => undefined);
    return [...this.#pending.keys()].map(
      (request) =>
        `request ${request} has no answer yet: the server may make a job of it, which \`npm run sweep\` looks for`,
    );
  }

  async #ask(request: number, investigation: Investigation | Readonly<Record<string, unknown>>): Promise<Exchange> {
    const { journal, objects, scenario } = this.#options;
    const before = objects.existingJobNames();
    journal.write({ event: 'asking', request, scenario });
    const exchange = await this.#options.client.configure(investigation);
    const jobId = jobIdIn(exchange);
    if (jobId === undefined) {
      journal.write({ event: exchange.status >= 400 ? 'refused' : 'unclear', request, scenario });
      for (const begun of jobIdsNamedIn(exchange)) {
        const names = objectNamesOf(begun);
        if (before.has(names.job)) continue;
        journal.write({ event: 'begun', request, scenario, jobId: begun });
        this.#entries.add({ request, names, jobId: begun, cancelled: true });
      }
      return exchange;
    }
    const names = objectNamesOf(jobId);
    journal.write({ event: 'started', request, scenario, jobId });
    if (before.has(names.job)) {
      throw new Error(
        `The answer gives the job id ${jobId}, but the Job ${names.job} existed before it was asked for: it belongs to somebody else. ${describeExchange(exchange)}`,
      );
    }
    this.#entries.add({ request, names, jobId, cancelled: false });
    return exchange;
  }

  /** Frees the server's slot. An answer other than 200, or none, is noted: the cluster is cleaned directly either way. */
  async #cancelForRelease(entry: Entry, { signal, patience }: ReleaseOptions): Promise<string[]> {
    if (entry.cancelled || !this.#options.mayCancel || patience.aborted) return [];
    const { jobId } = entry;
    try {
      const exchange = await this.#options.client.cancel(jobId, AbortSignal.any([signal, patience]));
      entry.cancelled = exchange.status === 200;
      return entry.cancelled ? [] : [`cancelling job ${jobId}: ${describeExchange(exchange)}`];
    } catch (error) {
      return [`cancelling job ${jobId}: ${messageChain(error)}`];
    }
  }
}

/** Ids of jobs whose objects the answer names, such as a refusal that says which of them could not be created. */
function jobIdsNamedIn({ bodyText }: Exchange): ReadonlySet<string> {
  const names = bodyText.match(/\b(?:grpc-job|cleanup-job|grpc-service)-\d+-\d+\b/g) ?? [];
  return new Set(names.flatMap((name) => jobIdOf(name) ?? []));
}
