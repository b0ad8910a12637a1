// The Kubernetes objects of jobs as a whole: what is there, waiting until nothing is, and removing what the product left.
import { performance } from 'node:perf_hooks';
import pMap from 'p-map';
import type { ClusterConnection } from '../cluster/transport/connection';
import { deleteIfPresent } from '../cluster/transport/suite-objects';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { rejectOnAbort } from '../common/abort';
import { toMessageChain } from '../common/errors';
import { isJobPod, type JobObjectNames, readJobId } from './object-names';

/**
 * How long the removal of one job may take. A pod has 30 s to end by itself (terminationGracePeriodSeconds), and one that was deleted while
 * its container was being created is handled only in the kubelet's next round (syncFrequency, 1 min by default).
 */
const removalMs = 120_000;
/** How much longer for each job more: a node ends few pods at a time. A single small node took 1.2 s for each of 200. */
export const removalMsPerJob = 2_000;

/** Objects that one message lists. */
const listedAtMost = 30;
/** Jobs whose objects are deleted at once; each takes a few calls. */
const deletedAtOnce = 25;

export interface RemovalOptions {
  /** Ends the removal; what is not gone by then is a failure. */
  readonly signal: AbortSignal;
  /** The time that the server has to remove the jobs that it has cancelled, and what ends it early; absent if it cancelled none. */
  readonly grace?: { readonly withinMs: number; readonly signal: AbortSignal };
}

/** The result of removing one job. */
export interface Removal {
  readonly names: JobObjectNames;
  /** The objects that the suite had to remove, one line for each. */
  readonly removed: readonly string[];
  /** Why something of it is still there; absent when nothing is. */
  readonly failure?: string;
}

/** How long the removal of so many jobs may take; judges nothing. */
export function computeRemovalLimitMs(jobs: number): number {
  return removalMs + jobs * removalMsPerJob;
}

export class JobObjects {
  readonly #observer: ClusterObserver;
  readonly #cluster: ClusterConnection;

  constructor(observer: ClusterObserver, cluster: ClusterConnection) {
    this.#observer = observer;
    this.#cluster = cluster;
  }

  /** Resolves when all kinds of object that make up a job are being watched. */
  async waitUntilReady(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#listWatches().map((watch) => watch.waitUntilSynced(signal)));
  }

  /** The ids of jobs of which a Job or a Service is there, with its creation time in the cluster. */
  listCreationTimes(): { jobId: string; at: Date }[] {
    const { jobs, services } = this.#observer;
    return [...jobs.listObjects(), ...services.listObjects()].flatMap(({ metadata }) => {
      const jobId = readJobId(metadata?.name ?? '');
      const at = metadata?.creationTimestamp;
      return jobId === undefined || at === undefined ? [] : [{ jobId, at }];
    });
  }

  /** What there is of a job, such as `Pod grpc-job-12-1-x7k2p (Running, 1/1 ready, 0 restarts, being deleted)`. */
  listRemains(names: JobObjectNames): string[] {
    const { jobs, pods, services, endpoints } = this.#observer;
    return [
      ...jobs
        .listObjects()
        .filter((job) => [names.job, names.cleanupJob].includes(job.metadata?.name ?? ''))
        .map((job) => formatLine(jobs, job)),
      ...pods
        .listObjects()
        .filter((pod) => isJobPod(names, pod) || isCleanupPod(names, pod.metadata?.name))
        .map((pod) => formatLine(pods, pod)),
      ...services
        .listObjects()
        .filter((service) => service.metadata?.name === names.service)
        .map((service) => formatLine(services, service)),
      ...endpoints
        .listObjects()
        .filter((endpoint) => endpoint.metadata?.name === names.service)
        .map((endpoint) => formatLine(endpoints, endpoint)),
    ];
  }

  /** Those of the jobs of which anything is there. */
  findLeft(all: readonly JobObjectNames[]): JobObjectNames[] {
    const present = this.#presentJobIds();
    return all.filter(({ job }) => present.has(readJobId(job)));
  }

  /** Whether any of the jobs has a Job or a Service: while they exist, the server counts its slot and its port as used. */
  holdSlotsOrPorts(all: readonly JobObjectNames[]): boolean {
    const { jobs, services } = this.#observer;
    const present = new Set([...jobs.listObjects(), ...services.listObjects()].map(({ metadata }) => metadata?.name));
    return all.some(({ job, cleanupJob, service }) => [job, cleanupJob, service].some((name) => present.has(name)));
  }

  /** Resolves once nothing of the jobs is left. Throws with everything that is still there when something is at the deadline. */
  async waitUntilGone(
    all: readonly JobObjectNames[],
    options: { withinMs: number; signal: AbortSignal },
  ): Promise<void> {
    const startedAt = performance.now();
    if (await this.#isGoneWithin(all, options)) return;
    // A stream that is behind costs no verdict.
    await this.#refresh(options.signal);
    const left = this.findLeft(all);
    if (left.length > 0) throw new Error(this.#describeLeft(left, startedAt));
  }

  /** Removes whatever is left of the jobs, however many, and sees that it is gone. Resolves to the result of each, in their order; throws nothing because of one. */
  async removeAll(all: readonly JobObjectNames[], { signal, grace }: RemovalOptions): Promise<Removal[]> {
    if (grace !== undefined && all.length > 0) {
      const enough = AbortSignal.any([signal, grace.signal]);
      await this.#isGoneWithin(all, { withinMs: grace.withinMs, signal: enough }).catch(() => undefined);
    }
    const left = this.findLeft(all);
    const removed = new Map(left.map((names) => [names, this.listRemains(names)]));
    const failures = new Map<JobObjectNames, string>();
    const fail = (names: JobObjectNames, error: unknown) => failures.set(names, toMessageChain(error));
    await pMap(left, (names) => this.#delete(names, signal).catch((error: unknown) => fail(names, error)), {
      concurrency: deletedAtOnce,
    });
    const deleted = left.filter((names) => !failures.has(names));
    for (const [names, text] of await this.#findNotSeenGone(deleted, signal)) failures.set(names, text);
    return all.map((names) => {
      const failure = failures.get(names);
      return { names, removed: removed.get(names) ?? [], ...(failure !== undefined && { failure }) };
    });
  }

  async #delete(names: JobObjectNames, signal: AbortSignal): Promise<void> {
    const { namespace, core, batch } = this.#cluster.scoped(signal);
    const pods = this.#observer.pods.listObjects().filter((pod) => isJobPod(names, pod));
    const propagationPolicy = 'Background';
    await Promise.all([
      ...[names.job, names.cleanupJob].map((name) =>
        deleteIfPresent(batch.deleteNamespacedJob({ namespace, name, propagationPolicy })),
      ),
      deleteIfPresent(core.deleteNamespacedService({ namespace, name: names.service })),
      ...pods.map((pod) => deleteIfPresent(core.deleteNamespacedPod({ namespace, name: pod.metadata?.name ?? '' }))),
    ]);
  }

  /** What is still there of jobs whose objects were deleted, when the time is up or the signal aborts. */
  async #findNotSeenGone(all: readonly JobObjectNames[], signal: AbortSignal): Promise<[JobObjectNames, string][]> {
    const startedAt = performance.now();
    try {
      if (await this.#isGoneWithin(all, { withinMs: computeRemovalLimitMs(all.length), signal })) return [];
      await this.#refresh(signal);
    } catch (error) {
      if (!signal.aborted) return all.map((names) => [names, toMessageChain(error)]);
    }
    return this.findLeft(all).map((names) => [names, this.#describeLeft([names], startedAt)]);
  }

  #describeLeft(all: readonly JobObjectNames[], sinceMs: number): string {
    const waited = ((performance.now() - sinceMs) / 1000).toFixed(1);
    const lines = all.flatMap((names) => this.listRemains(names));
    const shown = lines.slice(0, listedAtMost).map((object) => `\n  - ${object}`);
    const more = lines.length > listedAtMost ? `\n  - and ${lines.length - listedAtMost} more` : '';
    const whose = all.length === 1 ? 'the job' : `${all.length} jobs`;
    return `after ${waited} s these objects of ${whose} are still in namespace ${this.#cluster.namespace}:${shown.join('')}${more}`;
  }

  /** Whether it holds within the time; checked now and after every change of jobs' objects. Throws the signal's reason when it aborts. */
  async holdsWithin(
    condition: () => boolean,
    { withinMs, signal }: { withinMs: number; signal: AbortSignal },
  ): Promise<boolean> {
    const held = Promise.withResolvers<boolean>();
    let due: NodeJS.Immediate | undefined;
    const check = (): void => {
      due = undefined;
      if (condition()) held.resolve(true);
    };
    // The changes of many jobs come in bursts: each burst is checked once.
    const onChange = (): void => {
      due ??= setImmediate(check);
    };
    const subscriptions = this.#listWatches().map((watch) => watch.onChange(onChange));
    const deadline = setTimeout(() => held.resolve(condition()), withinMs);
    try {
      check();
      return await rejectOnAbort(held.promise, signal);
    } finally {
      clearTimeout(deadline);
      clearImmediate(due);
      for (const unsubscribe of subscriptions) unsubscribe();
    }
  }

  #isGoneWithin(all: readonly JobObjectNames[], options: { withinMs: number; signal: AbortSignal }): Promise<boolean> {
    return this.holdsWithin(() => this.findLeft(all).length === 0, options);
  }

  #presentJobIds(): ReadonlySet<string | undefined> {
    const { pods } = this.#observer;
    const named = this.#listWatches().flatMap((watch) => watch.listObjects().map(({ metadata }) => metadata?.name));
    const marked = pods.listObjects().flatMap(({ metadata }) => {
      const owners = metadata?.ownerReferences?.filter(({ kind }) => kind === 'Job') ?? [];
      return [metadata?.labels?.app, ...owners.map(({ name }) => name)];
    });
    return new Set([...named, ...marked].map((name) => readJobId(name ?? '')));
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#listWatches().map((watch) => watch.refresh(signal)));
  }

  #listWatches() {
    const { jobs, pods, services, endpoints } = this.#observer;
    return [jobs, pods, services, endpoints] as const;
  }
}

function isCleanupPod(names: JobObjectNames, podName = ''): boolean {
  return podName.startsWith(`${names.cleanupJob}-`);
}

function formatLine<T extends { metadata?: { name?: string } }>(
  watch: { kind: { kind: string; summarize(object: T): string } },
  object: T,
): string {
  return `${watch.kind.kind} ${object.metadata?.name} (${watch.kind.summarize(object)})`;
}
