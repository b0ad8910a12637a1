// The Kubernetes objects of a job as a whole: what is there, waiting until nothing is, and removing what the product left.
import { performance } from 'node:perf_hooks';
import { orAborted } from '../cluster/abort';
import type { ClusterObserver } from '../cluster/cluster-observer';
import type { ClusterConnection } from '../cluster/connection';
import { deleteIfPresent } from '../cluster/suite-objects';
import { isPodOf, type JobObjectNames } from './object-names';

/** How long a cancel may take before the suite removes the objects itself; judges nothing. */
const cancelGraceMs = 3_000;
/**
 * How long the removal may take. A pod has 30 s to end by itself (terminationGracePeriodSeconds), and one that was deleted while its
 * container was being made is looked at again only with the kubelet's next round (syncFrequency, 1 min by default).
 */
const removalMs = 120_000;

export interface RemovalOptions {
  readonly signal: AbortSignal;
  readonly patience?: AbortSignal;
}

export class JobObjects {
  constructor(
    private readonly observer: ClusterObserver,
    private readonly cluster: ClusterConnection,
  ) {}

  /** Resolves when all kinds of object that make up a job are being watched. */
  async ready(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#watches().map((watch) => watch.synced(signal)));
  }

  /** Names of the Jobs that exist now. */
  existingJobNames(): ReadonlySet<string> {
    return new Set(this.observer.jobs.objects().map((job) => job.metadata?.name ?? ''));
  }

  /** What there is of a job, such as `Pod grpc-job-12-1-x7k2p (Running, 1/1 ready, 0 restarts, being deleted)`. */
  remains(names: JobObjectNames): string[] {
    const { jobs, pods, services, endpoints } = this.observer;
    return [
      ...jobs
        .objects()
        .filter((job) => [names.job, names.cleanupJob].includes(job.metadata?.name ?? ''))
        .map((job) => line(jobs, job)),
      ...pods
        .objects()
        .filter((pod) => isPodOf(names, pod) || isCleanupPodOf(names, pod.metadata?.name))
        .map((pod) => line(pods, pod)),
      ...services
        .objects()
        .filter((service) => service.metadata?.name === names.service)
        .map((service) => line(services, service)),
      ...endpoints
        .objects()
        .filter((endpoint) => endpoint.metadata?.name === names.service)
        .map((endpoint) => line(endpoints, endpoint)),
    ];
  }

  /** Resolves once nothing of the job is left. Throws with everything that is still there when something is at the deadline. */
  async untilGone(names: JobObjectNames, options: { withinMs: number; signal: AbortSignal }): Promise<void> {
    const startedAt = performance.now();
    if (await this.#goneWithin(names, options)) return;
    // A stream that is behind costs no verdict.
    await Promise.all(this.#watches().map((watch) => watch.refresh(options.signal)));
    if (this.remains(names).length === 0) return;
    const waited = ((performance.now() - startedAt) / 1000).toFixed(1);
    const list = this.remains(names)
      .map((object) => `\n  - ${object}`)
      .join('');
    throw new Error(
      `after ${waited} s these objects of the job are still in namespace ${this.cluster.namespace}:${list}`,
    );
  }

  /**
   * Removes whatever is left of the job, and returns what that was. Throws when something cannot be removed.
   * A server that was asked to cancel the job is given a moment to remove it by itself, which `patience` ends.
   */
  async remove(names: JobObjectNames, { signal, patience }: RemovalOptions): Promise<string[]> {
    const grace = AbortSignal.any([signal, ...(patience === undefined ? [] : [patience])]);
    const gone = this.#goneWithin(names, { withinMs: cancelGraceMs, signal: grace });
    if (await gone.catch(() => signal.throwIfAborted())) return [];
    const left = this.remains(names);
    const { namespace, core, batch } = this.cluster.scoped(signal);
    const pods = this.observer.pods.objects().filter((pod) => isPodOf(names, pod));
    const propagationPolicy = 'Background';
    await Promise.all([
      ...[names.job, names.cleanupJob].map((name) =>
        deleteIfPresent(batch.deleteNamespacedJob({ namespace, name, propagationPolicy })),
      ),
      deleteIfPresent(core.deleteNamespacedService({ namespace, name: names.service })),
      ...pods.map((pod) => deleteIfPresent(core.deleteNamespacedPod({ namespace, name: pod.metadata?.name ?? '' }))),
    ]);
    await this.untilGone(names, { withinMs: removalMs, signal });
    return left.map((object) => `left behind by the server, removed by the suite: ${object}`);
  }

  async #goneWithin(names: JobObjectNames, options: { withinMs: number; signal: AbortSignal }): Promise<boolean> {
    const gone = Promise.withResolvers<boolean>();
    const check = (): void => {
      if (this.remains(names).length === 0) gone.resolve(true);
    };
    const subscriptions = this.#watches().map((watch) => watch.onChange(check));
    const deadline = setTimeout(() => gone.resolve(false), options.withinMs);
    try {
      check();
      return await orAborted(gone.promise, options.signal);
    } finally {
      clearTimeout(deadline);
      for (const unsubscribe of subscriptions) unsubscribe();
    }
  }

  #watches() {
    const { jobs, pods, services, endpoints } = this.observer;
    return [jobs, pods, services, endpoints] as const;
  }
}

function isCleanupPodOf(names: JobObjectNames, podName = ''): boolean {
  return podName.startsWith(`${names.cleanupJob}-`);
}

function line<T extends { metadata?: { name?: string } }>(
  watch: { kind: { kind: string; summarise(object: T): string } },
  object: T,
): string {
  return `${watch.kind.kind} ${object.metadata?.name} (${watch.kind.summarise(object)})`;
}
