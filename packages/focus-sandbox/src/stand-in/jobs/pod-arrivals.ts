// Tells when the pod of a Job exists, or why it cannot be created.
import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import { follow } from '../api-server/object-watch';

const jobNameLabel = 'job-name';

/** A Job's pod that did not come into being; the message says why, if the cluster says so. */
export class PodMissing extends Error {
  override readonly name = 'PodMissing';
}

interface Waiter {
  readonly arrived: () => void;
  readonly failed: (error: PodMissing) => void;
}

/** One watch on pods and one on refusals, shared by all jobs that start. */
export class PodArrivals {
  readonly #waiters = new Map<string, Waiter>();

  constructor(
    private readonly client: ApiClient,
    private readonly deadlineMs: number,
  ) {}

  /** Begins to follow pods and refusals. */
  async open(): Promise<void> {
    await Promise.all([this.#followPods(), this.#followRefusals()]);
  }

  /** Call it before the Job is created. Resolves once a pod of the Job exists; rejects with `PodMissing` at the deadline or when it is refused. */
  async wait(job: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = () => reject(new PodMissing(`no pod of Job ${job} exists after ${this.deadlineMs} ms`));
    const timer = setTimeout(late, this.deadlineMs).unref();
    this.#waiters.set(job, { arrived: resolve, failed: reject });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(job);
    }
  }

  async #followPods(): Promise<void> {
    const { core, namespace } = this.client;
    const selectors = { labelSelector: jobNameLabel };
    await follow<V1Pod>(this.client, {
      path: `/api/v1/namespaces/${namespace}/pods`,
      selectors,
      list: () => core.listNamespacedPod({ namespace, ...selectors }),
      onSnapshot: (pods) => pods.forEach(this.#see),
      onChange: (_, pod) => this.#see(pod),
    });
  }

  async #followRefusals(): Promise<void> {
    const { core, namespace } = this.client;
    const selectors = { fieldSelector: 'reason=FailedCreate' };
    await follow<CoreV1Event>(this.client, {
      path: `/api/v1/namespaces/${namespace}/events`,
      selectors,
      list: () => core.listNamespacedEvent({ namespace, ...selectors }),
      onSnapshot: (events) => events.forEach(this.#hear),
      onChange: (_, event) => this.#hear(event),
    });
  }

  readonly #see = (pod: V1Pod): void => {
    this.#waiters.get(pod.metadata?.labels?.[jobNameLabel] ?? '')?.arrived();
  };

  readonly #hear = (event: CoreV1Event): void => {
    if (event.reason === 'FailedCreate') {
      this.#waiters
        .get(event.involvedObject.name ?? '')
        ?.failed(new PodMissing(event.message ?? 'its pod was refused'));
    }
  };
}
