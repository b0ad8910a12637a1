// Waits until the pod of a Job exists, or until the cluster refuses it.
import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import { follow } from '../api-server/object-watch';

const jobNameLabel = 'job-name';

/** A Job's pod that was not created; the message has the reason, if the cluster reports one. */
export class PodMissing extends Error {
  override readonly name = 'PodMissing';
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: PodMissing) => void;
}

/** One watch on pods and one on refusals, shared by all jobs that start. */
export class CreatedPods {
  readonly #client: ApiClient;
  readonly #deadlineMs: number;
  readonly #waiters = new Map<string, Waiter>();

  constructor(client: ApiClient, deadlineMs: number) {
    this.#client = client;
    this.#deadlineMs = deadlineMs;
  }

  /** Begins to follow pods and refusals. */
  async open(): Promise<void> {
    await Promise.all([this.#followPods(), this.#followRefusals()]);
  }

  /** Call it before the Job is created. Resolves once a pod of the Job exists; rejects with `PodMissing` at the deadline or when it is refused. */
  async wait(job: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const expire = () => reject(new PodMissing(`no pod of Job ${job} exists after ${this.#deadlineMs} ms`));
    const timer = setTimeout(expire, this.#deadlineMs).unref();
    this.#waiters.set(job, { resolve, reject });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(job);
    }
  }

  async #followPods(): Promise<void> {
    const { core, namespace } = this.#client;
    const selectors = { labelSelector: jobNameLabel };
    await follow<V1Pod>(this.#client, {
      path: `/api/v1/namespaces/${namespace}/pods`,
      selectors,
      list: () => core.listNamespacedPod({ namespace, ...selectors }),
      onSnapshot: (pods) => pods.forEach(this.#handlePod),
      onChange: (_, pod) => this.#handlePod(pod),
    });
  }

  async #followRefusals(): Promise<void> {
    const { core, namespace } = this.#client;
    const selectors = { fieldSelector: 'reason=FailedCreate' };
    await follow<CoreV1Event>(this.#client, {
      path: `/api/v1/namespaces/${namespace}/events`,
      selectors,
      list: () => core.listNamespacedEvent({ namespace, ...selectors }),
      onSnapshot: (events) => events.forEach(this.#handleRefusal),
      onChange: (_, event) => this.#handleRefusal(event),
    });
  }

  readonly #handlePod = (pod: V1Pod): void => {
    this.#waiters.get(pod.metadata?.labels?.[jobNameLabel] ?? '')?.resolve();
  };

  readonly #handleRefusal = (event: CoreV1Event): void => {
    if (event.reason === 'FailedCreate') {
      this.#waiters
        .get(event.involvedObject.name ?? '')
        ?.reject(new PodMissing(event.message ?? 'its pod was refused'));
    }
  };
}
