// Requests for jobs whose next port somebody else holds, and whether the server handles them as the environment documents.
import type { Disruption } from '../disruption/disruption';
import { buildTakenPortDemand } from '../disruption/taken-port';
import type { Environment } from '../environment';
import { expectAlike } from '../focus-server/alike';
import { findCase } from '../focus-server/catalogue';
import { expectRefusal } from '../focus-server/refusal-marks';
import type { Job } from '../jobs/job';
import { expectDistinctPorts } from '../jobs/port-checks';
import type { ScenarioJobs } from '../jobs/scenario-jobs';
import type { AnswerChecks } from './answer-checks';
import type { JobRequests, RepeatCount } from './job-requests';

export interface TakenPortOptions {
  readonly environment: Environment;
  readonly requests: JobRequests;
  readonly answers: AnswerChecks;
  readonly jobs: ScenarioJobs;
  readonly disruption: Disruption;
}

export class TakenPortRequests {
  readonly #options: TakenPortOptions;

  constructor(options: TakenPortOptions) {
    this.#options = options;
  }

  /** Opens a job, then holds the port that the server would give to the next one. */
  async holdNext(): Promise<void> {
    const { requests, disruption } = this.#options;
    await disruption.holdPortAfter(await this.#waitUntilSeen(await requests.openValid()));
  }

  /** Sends a valid request so often, each time while somebody else holds the port that comes next; at once while so many are held. */
  async sendRepeatedly({ inRow, atOnce }: RepeatCount): Promise<void> {
    const { requests, disruption } = this.#options;
    let last = await this.#waitUntilSeen(await requests.openValid());
    for (let count = 0; count < inRow; count += 1) {
      await disruption.holdPortAfter(last);
      last = (await this.#sendAndSee()) ?? last;
    }
    for (let count = 0; count < atOnce; count += 1) await disruption.holdPortAfter(last);
    await Promise.all(Array.from({ length: atOnce }, () => this.#sendAndSee()));
  }

  /**
   * Every request whose answer was kept has the outcome that the profile documents for a taken port, and the ports were left to their holders.
   * Resolves to that outcome. @throws Error that quotes the answers that have another one
   */
  async expectDocumented(): Promise<string> {
    const { environment, requests, disruption } = this.#options;
    const outcome = environment.outcomes.takenPort;
    if (outcome === 'another') await this.#expectOtherPorts();
    else this.#expectRefusals();
    await disruption.expectStillHeld();
    const { length } = requests.sent;
    return `${length} ${length === 1 ? 'job' : 'jobs'} met a held port; this environment documents: ${outcome} (outcomes.takenPort)`;
  }

  async #expectOtherPorts(): Promise<void> {
    const { requests, answers } = this.#options;
    const jobs = requests.sent.map((request) => request.accept());
    for (const job of jobs) await answers.expectComplete(job);
    expectDistinctPorts(jobs);
  }

  #expectRefusals(): void {
    const { requests, disruption } = this.#options;
    const demand = buildTakenPortDemand(...disruption.heldPorts);
    for (const { exchange } of requests.sent) expectRefusal('a job whose port is held', exchange, demand);
    expectAlike(requests.sent.map(({ exchange }) => exchange));
  }

  /** Resolves to the accepted job once its Service was seen: at the end of many requests the first job may have been removed as idle. */
  async #sendAndSee(): Promise<Job | undefined> {
    const request = await this.#options.requests.send(findCase('a valid investigation'));
    return request.exchange.status === 200 ? await this.#waitUntilSeen(request.accept()) : undefined;
  }

  /** Resolves when the watches have shown the job's Service, so that its port is known. */
  async #waitUntilSeen(job: Job): Promise<Job> {
    const { jobs, environment } = this.#options;
    await jobs.inspect(job).waitForService(environment.deadlines.podCreatedMs);
    return job;
  }
}
