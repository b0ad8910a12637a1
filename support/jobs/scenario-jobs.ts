// The jobs of a scenario as its sentences name them: started, cancelled, inspected.
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { WallTime } from '../common/wall-time';
import type { Environment } from '../environment';
import { buildLiveInvestigation, describeExchange, type Exchange, type ServerLimits } from '../focus-server';
import type { Job } from './job';
import { JobInspector } from './job-inspector';
import type { JobObjects } from './job-objects';
import { computeRemovalLimitMs } from './job-objects';
import { JobObservation } from './job-observation';
import type { JobLedger } from './ledger';
import { expectNodeOffers } from './node-inspection';
import { expectDistinctPorts } from './port-checks';
import { seeStreamReady } from './stream-channel';

export interface ScenarioJobsOptions {
  readonly environment: Environment;
  readonly observer: ClusterObserver;
  /** Its calls end with the scenario. */
  readonly cluster: ClusterConnection;
  readonly objects: JobObjects;
  readonly ledger: JobLedger;
  readonly signal: AbortSignal;
  readonly limits: () => Promise<ServerLimits>;
  readonly wallTime: Pick<WallTime, 'measure'>;
}

export class ScenarioJobs {
  readonly #options: ScenarioJobsOptions;
  #lastCancel: { readonly job: Job; readonly exchange: Exchange } | undefined;

  constructor(options: ScenarioJobsOptions) {
    this.#options = options;
  }

  /** Starts so many live jobs at once and waits until the pod of each is Running and Ready, within the environment's deadline. */
  async startRunning(count: number): Promise<void> {
    const { ledger, limits, environment, signal } = this.#options;
    const investigation = buildLiveInvestigation(await limits());
    const start = async () => {
      const job = await ledger.open(investigation, signal);
      await this.inspect(job).waitForRunningPod(environment.deadlines.podRunningMs);
    };
    await Promise.all(Array.from({ length: count }, start));
  }

  /** The job that the scenario opened first. */
  get first(): JobInspector {
    return this.inspect(this.#getJob(0));
  }

  /** The job that the scenario opened second. */
  get second(): JobInspector {
    return this.inspect(this.#getJob(1));
  }

  /** The job that the scenario opened last. */
  get newest(): JobInspector {
    return this.inspect(this.#getJob(this.#options.ledger.opened.length - 1));
  }

  /** All jobs that the scenario opened, in order. */
  get all(): readonly JobInspector[] {
    return this.#options.ledger.opened.map((job) => this.inspect(job));
  }

  inspect(job: Job): JobInspector {
    return new JobInspector(job, this.#options.observer, this.#options.signal);
  }

  /** What an operator can see of the first job. */
  get observation(): JobObservation {
    const { observer, cluster, environment, signal } = this.#options;
    return new JobObservation(this.first, { observer, cluster, deadlines: environment.deadlines, signal });
  }

  /** The node of the first job's pod offers at least what all its pods request. @throws UnmetExpectation */
  async expectNodeSuffices(): Promise<void> {
    await expectNodeOffers(await this.first.findPod(), this.#options.cluster);
  }

  /** No two of the jobs were answered the same address. @throws Error that names those that were */
  expectDistinctPorts(): void {
    expectDistinctPorts(this.#options.ledger.opened);
  }

  /** The stream address of each job answers as a gRPC server. @throws Error with what it does instead */
  async expectStreamsReady(withinMs: number): Promise<void> {
    const { ledger, signal } = this.#options;
    await Promise.all(ledger.opened.map(({ address }) => seeStreamReady(address, { withinMs, signal })));
  }

  /** Cancels the first job through the server, which must report success. @throws Error with the answer when it does not */
  async cancelFirst(): Promise<void> {
    const job = this.#getJob(0);
    const { ledger, observer, signal } = this.#options;
    // A stream that is interrupted now would never show the job's objects, and its port would stay unknown.
    await observer.refresh(signal);
    const exchange = await ledger.cancel(job, signal);
    if (exchange.status === 200) return;
    throw new Error(`expected the server to cancel job ${job.id} and answer 200, but ${describeExchange(exchange)}`);
  }

  /** Cancels the first job again and keeps the answer, whatever it is. */
  async cancelFirstAgain(): Promise<void> {
    const job = this.#getJob(0);
    this.#lastCancel = { job, exchange: await this.#options.ledger.cancel(job, this.#options.signal) };
  }

  /** The answer to the last cancel was that there is no such job. @throws Error with the answer when it was another */
  expectUnknownJob(): void {
    if (this.#lastCancel === undefined)
      throw new Error('The sentence names a second cancel, but the scenario made none');
    const { job, exchange } = this.#lastCancel;
    if (exchange.status === 404) return;
    throw new Error(
      `expected the second cancel of job ${job.id} to be answered 404, but ${describeExchange(exchange)}`,
    );
  }

  /** The first job, which was cancelled, has left nothing in the cluster. @throws Error that names what is there at the deadline */
  async expectFirstGone(withinMs: number): Promise<void> {
    const { objects, wallTime, signal } = this.#options;
    const { names } = this.#getJob(0);
    await wallTime.measure('removal', () => objects.waitUntilGone([names], { withinMs, signal }));
  }

  /**
   * No object of any job of the ledger is in the cluster. Resolves to a note where nothing can be judged, because this environment's jobs may not
   * be cancelled and are still there. @throws Error that names what is there at the deadline
   */
  async expectAllGone(withinMs?: number): Promise<string | undefined> {
    const { environment, ledger, objects, wallTime, signal } = this.#options;
    const names = ledger.listEntries().map((entry) => entry.names);
    const present = objects.findLeft(names).length;
    if (!environment.capabilities.cancel && present > 0) {
      return `not judged: jobs may not be cancelled in this environment (capabilities.cancel), and ${present} of ${names.length} are still there`;
    }
    const limits = { withinMs: withinMs ?? computeRemovalLimitMs(names.length), signal };
    await wallTime.measure('removal', () => objects.waitUntilGone(names, limits));
    return undefined;
  }

  #getJob(index: number): Job {
    const { opened } = this.#options.ledger;
    const job = opened[index];
    if (job !== undefined) return job;
    throw new Error(`The sentence names job ${index + 1}, but the scenario opened ${opened.length}`);
  }
}
