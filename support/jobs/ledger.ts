// The ledger of one scenario: the one list of every job that came into being because of it. Each is recorded before its request is sent.
import { performance } from 'node:perf_hooks';
import { rejectOnAbort } from '../common/abort';
import {
  describeExchange,
  type Exchange,
  expectJob,
  type FocusServerClient,
  type Investigation,
} from '../focus-server';
import type { CreatedObject, CreatedObjects } from './created-objects';
import { type EventLog, findLastRequest, hasUnanswered, listRequestsOfOthers } from './event-log';
import { type Job, listNamedJobIds, readAnsweredJobId, readStreamAddress } from './job';
import type { AnsweredRequest, RequestBody } from './job-request';
import { createEntry, type LedgerEntry } from './ledger-entry';
import { listObjectNames } from './object-names';
import { waitForTurn, waitUntilOthersAnswered } from './repeat-alone';

export interface LedgerOptions {
  readonly scenario: string;
  readonly client: Pick<FocusServerClient, 'configure' | 'cancel'>;
  /** Watches what appears from the scenario's first request on. */
  readonly watchCreated: () => Promise<SeenObjects>;
  readonly eventLog: EventLog;
  /** Whether others open investigations too: then a job that appeared without an answer may be theirs, and is not removed. */
  readonly shared: boolean;
  /** Whether other workers of the run send requests at the same time. */
  readonly parallel?: boolean;
}

interface SendOptions {
  readonly created: SeenObjects;
  readonly scenario: string;
  readonly signal: AbortSignal;
}

type SeenObjects = Pick<CreatedObjects, 'list' | 'existedBefore' | 'stop'>;

export class JobLedger {
  readonly #options: LedgerOptions;
  readonly #entries = new Map<string, LedgerEntry>();
  /** Requests on their way, by number: the step that sent one may have ended, but its job is recorded. */
  readonly #pending = new Map<number, Promise<Exchange>>();
  #watching: Promise<SeenObjects> | undefined;
  #created: SeenObjects | undefined;
  #requests = 0;
  /** The scenario, and those for which this ledger sent requests. */
  readonly #own: string[] = [];

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#own.push(options.scenario);
  }

  /** Every job of the scenario that is known, in the order in which the ledger came to know them. */
  listEntries(): readonly LedgerEntry[] {
    return [...this.#entries.values()];
  }

  /** The jobs that the scenario wanted and that were accepted with a complete answer, in the order of their acceptance. */
  get opened(): readonly Job[] {
    return this.listEntries().flatMap(({ job }) => job ?? []);
  }

  /** How many requests were sent for the scenario, an earlier attempt of it included. */
  get requests(): number {
    return this.#requests;
  }

  /** How many jobs have to be removed. */
  get size(): number {
    return this.listEntries().filter(({ gone }) => !gone).length;
  }

  /**
   * Sends a request for a job and resolves to the exchange, whatever the answer. A job of which the answer gives the id or an object is recorded.
   * The signal ends the waiting, not the request: the server would go on with it, and nobody would remove its job.
   * @param scenario records the request as that of another scenario, whose jobs this ledger still removes
   */
  async send(body: RequestBody, signal: AbortSignal, scenario = this.#options.scenario): Promise<Exchange> {
    signal.throwIfAborted();
    this.#watching ??= this.#options.watchCreated();
    this.#created = await rejectOnAbort(this.#watching, signal);
    this.#requests ||= findLastRequest(this.#options.eventLog.read(), this.#options.scenario);
    const request = ++this.#requests;
    const answer = this.#send(request, body, { created: this.#created, scenario, signal }).finally(() =>
      this.#pending.delete(request),
    );
    this.#pending.set(request, answer);
    return await rejectOnAbort(answer, signal);
  }

  /** Sends a request that must be accepted. Throws with the answer when it is not. */
  async open(investigation: Investigation, signal: AbortSignal): Promise<Job> {
    const sentAtMs = performance.now();
    return this.accept({ investigation, sentAtMs, exchange: await this.send(investigation, signal) });
  }

  /**
   * The job of an answer that must have accepted it; from now on it is one of the `opened`. Throws with the answer when it was refused, or
   * gives a running job that the answer to another request gave before.
   */
  accept({ investigation, exchange, sentAtMs }: AnsweredRequest): Job {
    const answer = expectJob(exchange);
    const { jobId } = answer;
    const names = listObjectNames(jobId);
    const address = readStreamAddress(answer);
    const job: Job = { id: jobId, names, investigation, exchange, answer, sentAtMs, address };
    const entry = this.#entries.get(jobId);
    if (entry?.job?.exchange === exchange) return entry.job;
    if (entry?.job !== undefined && !entry.cancelled) {
      throw new Error(
        `expected a job of its own for each request, but the answers to two requests give the job id ${jobId}. ${describeExchange(exchange)}`,
      );
    }
    // At the end, so that the order is the order of acceptance.
    this.#entries.delete(jobId);
    this.#record({ ...(entry ?? createEntry(jobId, 'answered', 0)), job });
    return job;
  }

  /** Cancels through the server and resolves to the exchange, whatever the answer. */
  async cancel({ id }: Pick<Job, 'id'>, signal: AbortSignal): Promise<Exchange> {
    this.#update(id, { cancelled: true });
    return await this.#options.client.cancel(id, signal);
  }

  /** Objects that appeared since the scenario's first request and belong to no job whose id an answer gave, in this scenario or another one of the run. */
  listUnclaimed(): CreatedObject[] {
    const created = (this.#created?.list() ?? []).filter(
      ({ jobId = '' }) => this.#entries.get(jobId)?.origin !== 'answered',
    );
    if (created.length === 0) return [];
    const others = listRequestsOfOthers(this.#options.eventLog.read(), this.#options.scenario);
    return created.filter(({ jobId = '' }) => !others.named.has(jobId));
  }

  /** The objects that are unclaimed now and stay so when the requests of other scenarios are answered: an object may appear before its answer. */
  async findUnclaimed(signal: AbortSignal): Promise<CreatedObject[]> {
    const uids = new Set(this.listUnclaimed().map(({ uid }) => uid));
    if (uids.size === 0) return [];
    await waitUntilOthersAnswered({ ...this.#options, signal });
    return this.listUnclaimed().filter(({ uid }) => uids.has(uid));
  }

  /** Those that are still there and that no other scenario has recorded: the suite removes and reports them. None where the environment is shared. */
  async findUnclaimedLeft(signal: AbortSignal): Promise<CreatedObject[]> {
    const { eventLog, scenario, shared } = this.#options;
    if (shared) return [];
    const unclaimed = await this.findUnclaimed(signal);
    const { appeared } = listRequestsOfOthers(eventLog.read(), scenario);
    return unclaimed.filter(({ gone, jobId = '' }) => !gone && !appeared.has(jobId));
  }

  /**
   * Records the jobs of unclaimed objects, unless a request of another scenario that runs meanwhile is still without an answer and may have caused them.
   * Returns how many were added.
   */
  recordUnclaimed(): number {
    const { eventLog, scenario } = this.#options;
    const others = listRequestsOfOthers(eventLog.read(), scenario);
    const jobIds = new Set(this.listUnclaimed().flatMap(({ jobId }) => jobId ?? []));
    const added = [...jobIds].filter((jobId) => !this.#entries.has(jobId) && !others.appeared.has(jobId));
    if (added.length === 0 || others.unanswered || hasUnanswered(eventLog.read(), this.#own)) return 0;
    for (const jobId of added) {
      // Others may own it where the environment is shared, and then no sweep may remove it.
      if (!this.#options.shared) eventLog.write({ event: 'appeared', request: this.#requests, scenario, jobId });
      this.#record(createEntry(jobId, 'appeared', this.#requests));
    }
    return added.length;
  }

  /** The jobs that have to be removed: where the environment is shared, one that no answer names may be somebody else's. */
  listPresent(): readonly LedgerEntry[] {
    return this.listEntries().filter(({ gone, origin }) => !gone && !(this.#options.shared && origin === 'appeared'));
  }

  /** The server has accepted to remove the job. */
  markCancelled(jobId: string): void {
    this.#update(jobId, { cancelled: true });
  }

  /** Nothing of the job is left. */
  markGone(jobId: string): void {
    const { eventLog, scenario } = this.#options;
    const request = this.#entries.get(jobId)?.request ?? 0;
    this.#update(jobId, { gone: true });
    eventLog.write({ event: 'gone', request, scenario, jobId });
  }

  /** Waits for requests on their way, which the client ends at their deadline. Resolves to those that have no answer when the signal aborts. */
  async waitUntilAnswered(signal: AbortSignal): Promise<string[]> {
    const answers = Promise.allSettled(this.#pending.values());
    await rejectOnAbort(answers, signal).catch(() => undefined);
    return [...this.#pending.keys()].map(
      (request) =>
        `request ${request} has no answer yet: the server may create a job for it, which \`npm run sweep\` looks for`,
    );
  }

  /** Stops watching what appears; the entries stay readable. */
  close(): void {
    this.#created?.stop();
  }

  #update(jobId: string, change: Partial<LedgerEntry>): void {
    const entry = this.#entries.get(jobId);
    if (entry !== undefined) this.#record({ ...entry, ...change });
  }

  async #send(request: number, body: RequestBody, { created, scenario, signal }: SendOptions): Promise<Exchange> {
    const { eventLog, client } = this.#options;
    if (!this.#own.includes(scenario)) this.#own.push(scenario);
    eventLog.write({ event: 'requested', request, scenario });
    if (this.#options.parallel) await waitForTurn({ eventLog, scenario, signal }, request);
    const sentAtMs = performance.now();
    const existed = (jobId: string) => created.existedBefore('Job', listObjectNames(jobId).job, sentAtMs);
    const exchange = await client.configure(body).catch((error) => {
      eventLog.write({ event: 'unanswered', request, scenario });
      throw error;
    });
    const jobId = readAnsweredJobId(exchange);
    if (jobId === undefined) {
      eventLog.write({ event: exchange.status >= 400 ? 'refused' : 'unclear', request, scenario, body: { ...body } });
      for (const named of listNamedJobIds(exchange)) {
        if (existed(named)) continue;
        eventLog.write({ event: 'begun', request, scenario, jobId: named });
        this.#record({ ...createEntry(named, 'named', request), cancelled: true });
      }
      return exchange;
    }
    eventLog.write({ event: 'started', request, scenario, jobId });
    if (existed(jobId)) {
      throw new Error(
        `The answer gives the job id ${jobId}, but the Job ${listObjectNames(jobId).job} existed before the request was sent: it belongs to somebody else. ${describeExchange(exchange)}`,
      );
    }
    const known = this.#entries.get(jobId);
    // An answer that repeats the id of a running job must not hide that job.
    const repeated = known !== undefined && !known.cancelled && known.job !== undefined ? { job: known.job } : {};
    this.#record({ ...createEntry(jobId, 'answered', request), ...repeated });
    return exchange;
  }

  #record(entry: LedgerEntry): void {
    this.#entries.set(entry.jobId, entry);
  }
}
