// The requests for jobs that a scenario sends, with their answers: the one recorder of what was requested.
import { performance } from 'node:perf_hooks';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { type Exchange, type FailedCall, FocusServerError } from '../focus-server';
import { findCase, type InvestigationCase, type RefusalDemand } from '../focus-server/catalogue';
import type { ServerFacts } from '../focus-server/server-facts';
import type { EventLog } from '../jobs/event-log';
import type { Job } from '../jobs/job';
import type { JobLedger } from '../jobs/ledger';
import { listSubjects } from '../jobs/ledger-entry';
import { expectPortWasFree, type PortsInUse, readPortsInUse } from '../jobs/ports-in-use';
import { decodeExchange, type SharedAnswer, type SharedAnswers } from '../jobs/shared-answers';
import { type RefusalSurvey, surveyRefusals } from './refusal-survey';
import type { RefusalTable } from './refusal-tables';
import { sendTogether } from './send-together';

export interface JobRequestsOptions {
  readonly observer: ClusterObserver;
  readonly ledger: JobLedger;
  readonly signal: AbortSignal;
  readonly facts: () => Promise<ServerFacts>;
  readonly scenario: string;
  readonly eventLog: EventLog;
  /** The calls of the scenario, for the evidence. */
  readonly exchanges: (Exchange | FailedCall)[];
  /** The wrong requests that are sent together with the scenario's own. */
  readonly table: RefusalTable | undefined;
  /** Resolves when the slots and ports of other scenarios' jobs are free. */
  readonly waitUntilSlotsAndPortsFree: () => Promise<void>;
}

/** A request that was sent and answered, with what is needed to judge the answer. */
export interface SentRequest {
  readonly investigation: InvestigationCase;
  readonly exchange: Exchange;
  /** On the clock of `performance.now()`: deadlines count from here. */
  readonly sentAtMs: number;
  /** The refusal that a wrong request must get, where it was determined when the request was sent. */
  readonly demand?: RefusalDemand;
  /** For the report, where other requests were sent at the same moment. */
  readonly note?: string;
  /** The job of the answer, which must have accepted the request. Throws with the answer when it did not. */
  accept(): Job;
}

/** How often one request is sent. */
export interface RepeatCount {
  readonly inRow: number;
  readonly atOnce: number;
}

export class JobRequests {
  readonly #options: JobRequestsOptions;
  readonly #sent: SentRequest[] = [];
  readonly #portsHeldBefore = new Map<string, PortsInUse>();
  #survey: RefusalSurvey | undefined;
  #shared: SharedAnswers | undefined;
  /** Why the valid request after those of a table was not accepted. */
  #refusedValid: unknown;

  constructor(options: JobRequestsOptions) {
    this.#options = options;
  }

  /**
   * Opens an investigation that must be accepted and get a port that was free. After a request that was sent together with others, a valid one was
   * opened already. @throws UnexpectedAnswerError with the answer when it is not accepted
   */
  async openAfter(investigation: InvestigationCase): Promise<void> {
    if (this.#refusedValid !== undefined) throw this.#refusedValid;
    if (this.#shared?.jobId === undefined) await this.open(investigation);
  }

  /** Opens an investigation that must be accepted and get a port that was free. @throws UnexpectedAnswerError with the answer when it is not */
  async open(investigation: InvestigationCase): Promise<Job> {
    if (investigation.kind !== 'valid') throw new Error(`${investigation.name} is not valid: it cannot be opened`);
    const request = await this.#send(investigation);
    const job = request.accept();
    await this.expectPortWasFree(job);
    return job;
  }

  /** As `open`, with a valid investigation of whatever data the server has. */
  openValid(): Promise<Job> {
    return this.open(findCase('a valid investigation'));
  }

  /** Opens two investigations one after the other, once no job of another scenario is about to free a slot or a port. */
  async openTwoInARow(): Promise<void> {
    await this.#options.waitUntilSlotsAndPortsFree();
    await this.openValid();
    await this.openValid();
  }

  /** Sends a request and keeps the answer, whatever it is. */
  async send(investigation: InvestigationCase): Promise<SentRequest> {
    const request = (await this.#sendTogether(investigation)) ?? (await this.#send(investigation));
    this.#sent.push(request);
    return request;
  }

  /** Sends the same request so often and keeps every answer. */
  async sendRepeatedly(investigation: InvestigationCase, { inRow, atOnce }: RepeatCount): Promise<void> {
    for (let count = 0; count < inRow; count += 1) await this.send(investigation);
    await Promise.all(Array.from({ length: atOnce }, () => this.send(investigation)));
  }

  /** Sends wrong investigations of the catalogue, each once: so many, or all. */
  async sendWrongOnes(count = Number.POSITIVE_INFINITY): Promise<void> {
    const { facts, ledger, signal } = this.#options;
    this.#survey = await surveyRefusals(await facts(), ledger, { count, signal });
  }

  /** The requests whose answers were kept, oldest first. */
  get sent(): readonly SentRequest[] {
    return this.#sent;
  }

  /** The last of them. */
  get last(): SentRequest {
    const last = this.#sent.at(-1);
    if (last === undefined) throw new Error('The sentence names an answer, but the scenario sent no request');
    return last;
  }

  /** What appeared while the scenario's request was sent together with others, and that no answer names. */
  get createdMeanwhile(): readonly string[] {
    return this.#shared?.created ?? [];
  }

  /** The answers to the wrong investigations. */
  get refusals(): RefusalSurvey {
    if (this.#survey === undefined)
      throw new Error('The sentence names refusals, but the scenario sent no wrong investigations');
    return this.#survey;
  }

  /** No Service held the job's port when the request was sent, and holds it still. @throws Error that names the Service */
  async expectPortWasFree(job: Job): Promise<void> {
    await expectPortWasFree(job, this.#portsHeldBefore.get(job.id) ?? new Map(), this.#options);
  }

  /** Resolves to undefined where the request is sent alone. @throws FocusServerError if it got no answer */
  async #sendTogether(investigation: InvestigationCase): Promise<SentRequest | undefined> {
    const { table, scenario, ledger, exchanges } = this.#options;
    if (table === undefined || investigation.kind !== 'wrong') return undefined;
    const sentAtMs = performance.now();
    const shared = await sendTogether({
      ...this.#options,
      table,
      openValid: () => this.#tryOpenValid(),
      findUnclaimed: () => this.#findUnclaimed(),
    });
    const answer = shared?.answers[scenario];
    if (shared === undefined || answer === undefined) return undefined;
    this.#shared = shared;
    const note = describeTogether(table.length, shared);
    const sentHere = ledger.requests > 0;
    // A job of that answer is in the ledger of the scenario that sent the request: one of its own has evidence here.
    const again = sentHere || wasRefused(answer) ? undefined : await this.#send(investigation);
    if (again !== undefined && again.exchange.status < 400) return again;
    if (!('exchange' in answer)) throw toFailure(answer, note);
    const { exchange, demand } = decodeExchange(answer);
    if (!sentHere) exchanges.push(exchange);
    return { investigation, exchange, sentAtMs, demand, note, accept: () => refuseToAccept(investigation) };
  }

  async #tryOpenValid(): Promise<Job | undefined> {
    try {
      return await this.openValid();
    } catch (error) {
      this.#options.signal.throwIfAborted();
      this.#refusedValid = error;
      return undefined;
    }
  }

  async #findUnclaimed(): Promise<string[]> {
    const { observer, ledger, signal } = this.#options;
    await observer.refresh(signal);
    return listSubjects(await ledger.findUnclaimed(signal));
  }

  async #send(investigation: InvestigationCase): Promise<SentRequest> {
    const { facts, ledger, observer, signal } = this.#options;
    const known = await facts();
    const valid = investigation.kind === 'wrong' ? undefined : investigation.build(known);
    const portsHeldBefore = await readPortsInUse(observer, signal);
    const sentAtMs = performance.now();
    const exchange = await ledger.send(valid ?? investigation.build(known), signal);
    const accept = (): Job => {
      if (valid === undefined) return refuseToAccept(investigation);
      const job = ledger.accept({ investigation: valid, exchange, sentAtMs });
      this.#portsHeldBefore.set(job.id, portsHeldBefore);
      return job;
    };
    return { investigation, exchange, sentAtMs, accept };
  }
}

function refuseToAccept({ name }: InvestigationCase): never {
  throw new Error(`${name} is wrong: no requirement accepts it`);
}

function wasRefused(answer: SharedAnswer): boolean {
  return 'exchange' in answer && answer.exchange.status >= 400;
}

function describeTogether(requests: number, { jobId }: SharedAnswers): string {
  const after = jobId === undefined ? '' : `; the valid job ${jobId} was opened after all of them`;
  return `Sent together with ${requests - 1} other wrong investigation${requests === 2 ? '' : 's'} of its table${after}`;
}

function toFailure({ message, failure }: Extract<SharedAnswer, { message: string }>, note: string): Error {
  const text = `${message} ${note}.`;
  return failure === undefined ? new Error(text) : new FocusServerError(text, failure);
}
