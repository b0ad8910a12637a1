// The requests for jobs that a scenario sends, with their answers: the one recorder of what was requested.
import { performance } from 'node:perf_hooks';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { Exchange } from '../focus-server';
import { findCase, type InvestigationCase } from '../focus-server/catalogue';
import type { ServerFacts } from '../focus-server/server-facts';
import type { Job } from '../jobs/job';
import type { JobLedger } from '../jobs/ledger';
import { expectPortWasFree, type PortsInUse, readPortsInUse } from '../jobs/ports-in-use';
import { type RefusalSurvey, surveyRefusals } from './refusal-survey';

export interface JobRequestsOptions {
  readonly observer: ClusterObserver;
  readonly ledger: JobLedger;
  readonly signal: AbortSignal;
  readonly facts: () => Promise<ServerFacts>;
  /** Resolves when the slots and ports of other scenarios' jobs are free. */
  readonly waitUntilSlotsAndPortsFree: () => Promise<void>;
}

/** A request that was sent and answered, with what is needed to judge the answer. */
export interface SentRequest {
  readonly investigation: InvestigationCase;
  readonly exchange: Exchange;
  /** On the clock of `performance.now()`: deadlines count from here. */
  readonly sentAtMs: number;
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

  constructor(options: JobRequestsOptions) {
    this.#options = options;
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
    const request = await this.#send(investigation);
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

  async #send(investigation: InvestigationCase): Promise<SentRequest> {
    const { facts, ledger, observer, signal } = this.#options;
    const known = await facts();
    const valid = investigation.kind === 'wrong' ? undefined : investigation.build(known);
    const portsHeldBefore = await readPortsInUse(observer, signal);
    const sentAtMs = performance.now();
    const exchange = await ledger.send(valid ?? investigation.build(known), signal);
    const accept = (): Job => {
      if (valid === undefined) throw new Error(`${investigation.name} is wrong: no requirement accepts it`);
      const job = ledger.accept({ investigation: valid, exchange, sentAtMs });
      this.#portsHeldBefore.set(job.id, portsHeldBefore);
      return job;
    };
    return { investigation, exchange, sentAtMs, accept };
  }
}
