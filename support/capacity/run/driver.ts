// Puts the load of a capacity run on the server: requests the jobs, follows each until it is alive, and keeps a channel to it.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import pMap from 'p-map';
import type { ClusterObserver } from '../../cluster/watch/cluster-observer';
import type { Change } from '../../cluster/watch/history';
import { rejectOnAbort } from '../../common/abort';
import { EnvironmentError, toMessage } from '../../common/errors';
import { type FocusServerClient, type Investigation, readRefusal } from '../../focus-server';
import type { JobLedger } from '../../jobs/ledger';
import { readStreamJobId } from '../../jobs/object-names';
import { holdStream } from '../../jobs/stream-channel';
import { toSafeText } from '../../redaction/known-secrets';
import type { CapacityPlan, RampStep } from '../capacity-record';
import { countRequiredJobs } from './capacity-plan';
import { JobTrack } from './job-track';
import { PodTrack } from './pod-track';

export interface DriverOptions {
  readonly plan: CapacityPlan;
  readonly investigation: Investigation;
  readonly client: FocusServerClient;
  readonly ledger: JobLedger;
  readonly observer: ClusterObserver;
  /** A request that cannot be sent within this time after it is due is not sent at all. */
  readonly requestMs: number;
  readonly streamReadyMs: number;
  readonly signal: AbortSignal;
}

/** The progress of a run, in jobs. */
export interface DriverProgress {
  readonly due: number;
  readonly sent: number;
  readonly accepted: number;
  readonly ready: number;
  readonly alive: number;
  /** Refused, failed and lost. */
  readonly failed: number;
}

const longestAnswer = 500;

export class CapacityDriver {
  readonly tracks: JobTrack[] = [];
  readonly steps: RampStep[] = [];
  readonly #options: DriverOptions;
  readonly #byJobId = new Map<string, JobTrack>();
  readonly #pods = new Map<string, PodTrack>();
  readonly #opening = new Set<JobTrack>();
  #change = Promise.withResolvers<void>();

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /**
   * Takes every step of the plan, stops at the first that is degraded, and waits for the plateau. Failures of jobs are recorded, not thrown.
   * @throws EnvironmentError if the cluster cannot be watched; the signal's reason if it aborts
   */
  async run(): Promise<void> {
    const { observer, signal } = this.#options;
    const unsubscribe = observer.pods.onChange((change) => this.#recordPodChange(change));
    try {
      await rejectOnAbort(Promise.race([this.#climb(), observer.pods.ended]), signal);
    } finally {
      unsubscribe();
    }
  }

  get progress(): DriverProgress {
    const count = (is: (track: JobTrack) => boolean) => this.tracks.filter(is).length;
    return {
      due: this.tracks.length,
      sent: count(({ sentAtMs }) => sentAtMs !== undefined),
      accepted: count(({ accepted }) => accepted),
      ready: count(({ pod }) => pod?.ready === true),
      alive: count(({ alive }) => alive),
      failed: count(({ over }) => over),
    };
  }

  /** Closes the channels: from now on the server may remove the idle jobs. */
  release(): void {
    for (const { channel } of this.tracks) channel?.close();
  }

  async #climb(): Promise<void> {
    const { plan, signal } = this.#options;
    await this.#openConnections();
    for (const wanted of plan.steps) {
      await this.#request(wanted);
      await this.#waitUntilSettled();
      const alive = this.tracks.filter((track) => track.alive).length;
      const degraded = alive < countRequiredJobs(wanted, plan.successRate);
      this.steps.push({ wanted, alive, degraded });
      if (degraded) break;
    }
    if (this.tracks.some((track) => track.alive)) await delay(plan.plateauMs, undefined, { signal });
  }

  /** Opens each worker's connection before the first job is due, so that only the creation of jobs is measured. */
  async #openConnections(): Promise<void> {
    const { client, plan, signal } = this.#options;
    const results = await Promise.allSettled(Array.from({ length: plan.workers }, () => client.ack(signal)));
    signal.throwIfAborted();
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined && results.every(({ status }) => status === 'rejected')) {
      throw new EnvironmentError('The Focus Server cannot be reached, so no job was requested.', {
        cause: failed.reason,
      });
    }
  }

  async #request(wanted: number): Promise<void> {
    const dueAtMs = performance.now();
    const due = Array.from({ length: wanted - this.tracks.length }, (_, index) => {
      return new JobTrack(this.tracks.length + index + 1, dueAtMs);
    });
    this.tracks.push(...due);
    await pMap(due, (track) => this.#requestJob(track), { concurrency: this.#options.plan.workers });
  }

  /** Never rejects: the track records the result. */
  async #requestJob(track: JobTrack): Promise<void> {
    const { ledger, investigation, requestMs, signal } = this.#options;
    if (signal.aborted) return;
    if (performance.now() - track.dueAtMs > requestMs) {
      track.unsent = true;
      return;
    }
    track.sentAtMs = performance.now();
    this.#signalChange();
    try {
      const exchange = await ledger.send(investigation, signal);
      track.answeredAtMs = performance.now();
      // The client may have opened its connection first.
      track.sentAtMs = track.answeredAtMs - exchange.durationMs;
      track.answer = {
        status: exchange.status,
        text: toSafeText(readRefusal(exchange).message).slice(0, longestAnswer),
      };
      if (exchange.status === 200) {
        track.job = ledger.accept({ investigation, exchange, sentAtMs: track.sentAtMs });
        track.jobId = track.job.id;
        this.#byJobId.set(track.jobId, track);
        this.#adopt(track, this.#pods.get(track.jobId));
      }
    } catch (error) {
      if (!signal.aborted) track.recordFailure(error, performance.now());
    }
    this.#signalChange();
  }

  #recordPodChange(change: Change<V1Pod>): void {
    const { labels, name } = change.object.metadata ?? {};
    const jobId = readStreamJobId(labels?.app ?? name ?? '');
    if (jobId === undefined) return;
    const known = this.#pods.get(jobId);
    const pod = known?.uid === change.object.metadata?.uid ? known : undefined;
    if (pod === undefined && change.type === 'deleted') return;
    if (pod === undefined) this.#pods.set(jobId, new PodTrack(change));
    else pod.update(change);
    const track = this.#byJobId.get(jobId);
    if (track !== undefined) this.#adopt(track, this.#pods.get(jobId));
    this.#signalChange();
  }

  /** Opens the channel once the address is known from the answer and the pod is Ready. */
  #adopt(track: JobTrack, pod: PodTrack | undefined): void {
    track.pod = pod;
    if (track.job === undefined || pod?.ready !== true || this.#opening.has(track)) return;
    this.#opening.add(track);
    void this.#openChannel(track, track.job.address);
  }

  async #openChannel(track: JobTrack, address: NonNullable<JobTrack['job']>['address']): Promise<void> {
    const { streamReadyMs, signal } = this.#options;
    const onLost = (atMs: number) => {
      track.channelBrokenAtMs = atMs;
      track.portProblem = 'its port stopped answering as a gRPC server';
      this.#signalChange();
    };
    try {
      track.channel = await holdStream(address, { withinMs: streamReadyMs, signal, onLost });
      track.answeringAtMs = performance.now();
    } catch (error) {
      if (!signal.aborted) track.portProblem = toMessage(error);
    }
    this.#signalChange();
  }

  /** Resolves when each job is alive, cannot become alive any more, or has reached its deadline. */
  async #waitUntilSettled(): Promise<void> {
    const { plan, signal } = this.#options;
    for (;;) {
      const open = this.tracks.filter((track) => !track.alive && !track.over);
      const deadlines = open.map(({ answeredAtMs }) => (answeredAtMs ?? performance.now()) + plan.aliveWithinMs);
      const leftMs = Math.max(...deadlines, 0) - performance.now();
      if (open.length === 0 || leftMs <= 0) return;
      await this.#changeWithin(leftMs, signal);
    }
  }

  async #changeWithin(ms: number, signal: AbortSignal): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, ms);
    try {
      await rejectOnAbort(Promise.race([this.#change.promise, late.promise]), signal);
    } finally {
      clearTimeout(timer);
    }
  }

  #signalChange(): void {
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers();
    resolve();
  }
}
