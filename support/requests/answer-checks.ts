// Whether the answers to a scenario's requests are as the requirement wants them: accepted and complete, or refused and clear.
import type { Environment } from '../environment';
import { expectConsistent } from '../focus-server';
import { expectAlike } from '../focus-server/alike';
import { noLiveData, type RefusalDemand } from '../focus-server/catalogue';
import { expectRefusal } from '../focus-server/refusal-marks';
import type { ServerFacts } from '../focus-server/server-facts';
import { countStarts, type EventLog } from '../jobs/event-log';
import type { Job } from '../jobs/job';
import type { JobRequests, SentRequest } from './job-requests';

export interface AnswerChecksOptions {
  readonly environment: Environment;
  readonly requests: JobRequests;
  readonly eventLog: EventLog;
  readonly facts: () => Promise<ServerFacts>;
}

export class AnswerChecks {
  readonly #options: AnswerChecksOptions;

  constructor(options: AnswerChecksOptions) {
    this.#options = options;
  }

  /** The answer agrees with itself and with the request, its id is new in this run, its port was free. @throws Error that names what does not hold */
  async expectComplete(job: Job): Promise<void> {
    expectConsistent(job.answer, job.investigation);
    const times = countStarts(this.#options.eventLog.read(), job.id);
    if (times > 1) throw new Error(`expected a new job id, but ${job.id} was given ${times} times in this run`);
    await this.#options.requests.expectPortWasFree(job);
  }

  /** The last request was refused as its catalogue entry demands. @throws Error that lists the marks that it misses */
  async expectRefused(): Promise<void> {
    const { last } = this.#options.requests;
    this.expectRefusedWith(await this.#findDemand(last));
  }

  /** The last request was refused with these marks. @throws Error that lists those that it misses */
  expectRefusedWith(demand: RefusalDemand): void {
    const { investigation, exchange } = this.#options.requests.last;
    expectRefusal(investigation.name, exchange, demand);
  }

  /** The last request was accepted, with a complete answer. @throws Error that names what does not hold */
  async expectAccepted(): Promise<void> {
    await this.expectComplete(this.#options.requests.last.accept());
  }

  /** The last request has the outcome that the environment's profile documents. Resolves to that outcome, for the report. */
  async expectDocumented(): Promise<string> {
    const { environment, requests } = this.#options;
    const { investigation } = requests.last;
    if (investigation.kind !== 'documented')
      throw new Error(`No profile documents the outcome of ${investigation.name}`);
    const outcome = environment.outcomes[investigation.setting];
    if (outcome === 'accepted') await this.expectAccepted();
    else await this.expectRefused();
    return `This environment documents: ${outcome} (outcomes.${investigation.setting})`;
  }

  /** The last request, for a live job, was accepted if the server reports live data, and refused if it does not. Resolves to what it reports. */
  async expectMatchesLiveData(): Promise<string> {
    const { live } = (await this.#options.facts()).limits;
    if (live.flows) await this.expectAccepted();
    else this.expectRefusedWith(noLiveData);
    return `The server reports ${live.flows ? 'live data' : 'no live data'} (prr ${live.prr}, ${live.sw_version})`;
  }

  /** Every request was refused as its catalogue entry demands, all with the same answer. @throws Error that quotes the answers that differ */
  async expectSameRefusal(): Promise<void> {
    const { sent } = this.#options.requests;
    for (const request of sent) {
      expectRefusal(request.investigation.name, request.exchange, await this.#findDemand(request));
    }
    expectAlike(sent.map(({ exchange }) => exchange));
  }

  async #findDemand({ investigation, demand }: SentRequest): Promise<RefusalDemand> {
    if (demand !== undefined) return demand;
    if (investigation.kind === 'valid') throw new Error(`${investigation.name} is valid: no requirement refuses it`);
    return investigation.refusal(await this.#options.facts());
  }
}
