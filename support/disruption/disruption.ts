// What a scenario does around the server, until it undoes it or ends: quotas, a failing Kubernetes API, held ports, live data.
import { performance } from 'node:perf_hooks';
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { poll } from '../common/poll';
import { formatSeconds } from '../common/wording';
import { expectLiveMetadata, type FocusServerClient } from '../focus-server';
import type { EventLog } from '../jobs/event-log';
import type { Job } from '../jobs/job';
import { type ApiFailure, breakApi, mendApi } from './api-failure';
import type { HeldPort } from './held-port';
import type { JobPart } from './job-part';
import { type LiveData, switchLiveData } from './live-data-switch';
import { forbidNext, liftQuota } from './quota';
import { expectStillHeld, holdPortAfter, holdPortOf } from './taken-port';

export interface DisruptionOptions {
  readonly client: FocusServerClient;
  /** Outlives the scenario's own signal: everything is undone afterwards. */
  readonly cluster: ClusterConnection;
  readonly observer: ClusterObserver;
  readonly eventLog: EventLog;
  readonly scenario: string;
  readonly signal: AbortSignal;
  /** Until the cluster has taken a change into account. */
  readonly withinMs: number;
  /** Until a watch shows an object that the suite created, or the server a change. */
  readonly seenWithinMs: number;
  /** Resolves when nothing of other scenarios' jobs is left that a quota counts. */
  readonly waitUntilOtherJobsGone: () => Promise<void>;
  /** Keeps what has to be undone when the scenario ends. */
  readonly undoLater: (action: () => Promise<void>) => void;
}

export class Disruption {
  readonly #options: DisruptionOptions;
  readonly #held: HeldPort[] = [];
  #attempt: { readonly port: string; readonly tookMs: number } | undefined;

  constructor(options: DisruptionOptions) {
    this.#options = options;
  }

  /** A quota leaves no room for this part of the next job. */
  async forbid(part: JobPart): Promise<void> {
    const { cluster, signal, withinMs, undoLater, waitUntilOtherJobsGone } = this.#options;
    // A pod that ends would free its share of the quota.
    if (part === 'pod') await waitUntilOtherJobsGone();
    undoLater(() => this.liftQuota());
    await forbidNext(part, { cluster, runId: this.#runId, signal, withinMs });
  }

  async liftQuota(): Promise<void> {
    await liftQuota(this.#options.cluster, this.#runId);
  }

  /** The Kubernetes API fails for this part of the next job. */
  async breakApi(part: JobPart, how: ApiFailure): Promise<void> {
    const { cluster, undoLater } = this.#options;
    undoLater(() => this.mendApi());
    await breakApi(cluster, part, { how, runId: this.#runId });
  }

  async mendApi(): Promise<void> {
    await mendApi(this.#options.cluster);
  }

  /** Holds the port that the server would give out after this job's. */
  async holdPortAfter(job: Job): Promise<void> {
    this.#keep(await holdPortAfter(job, this.#options));
  }

  /** The ports that the scenario holds. */
  get heldPorts(): readonly HeldPort[] {
    return this.#held;
  }

  /** The Services that hold the ports were left to their owner. @throws Error that names those that are gone */
  async expectStillHeld(): Promise<void> {
    await expectStillHeld(this.#held, this.#options);
  }

  /** Tries to hold the port of a job that was cancelled, until the cluster lets go of it. @throws Error when it does not in time */
  async takePortOf(job: Job, withinMs: number): Promise<void> {
    const startedAtMs = performance.now();
    const held = await holdPortOf(job, withinMs, this.#options);
    this.#keep(held);
    this.#attempt = { port: `port ${held.nodePort} of job ${job.id}`, tookMs: performance.now() - startedAtMs };
  }

  /** The port of the cancelled job was free again in time. @throws Error with the time that it took */
  expectPortTaken(withinMs: number): void {
    if (this.#attempt === undefined) throw new Error('The sentence names a port, but the scenario requested none');
    const { port, tookMs } = this.#attempt;
    if (tookMs <= withinMs) return;
    throw new Error(
      `expected ${port} to be free within ${formatSeconds(withinMs)} of the cancel, but that took ${formatSeconds(tookMs)}`,
    );
  }

  /** Switches live data, and resolves once the server reports it. */
  async switchLiveData(live: LiveData): Promise<void> {
    const { client, cluster, signal, seenWithinMs, undoLater } = this.#options;
    undoLater(await switchLiveData(cluster, live, this.#runId));
    const options = { withinMs: seenWithinMs, everyMs: 25, signal };
    await poll(`the server to report live data as ${live}`, options, async () => {
      const metadata = expectLiveMetadata(await client.getLiveMetadata(signal));
      if (metadata.flows === (live === 'flowing')) return { value: undefined };
      return { seen: `it reports prr ${metadata.prr}, dx ${metadata.dx}, "${metadata.sw_version}"` };
    });
  }

  get #runId(): string {
    return this.#options.eventLog.runId;
  }

  #keep(held: HeldPort): void {
    this.#held.push(held);
    this.#options.undoLater(() => held.release());
  }
}
