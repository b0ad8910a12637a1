// What appears in the namespace from a moment on: the way to see what a request created, whatever its answer.
import type { KubernetesObject, V1Pod } from '@kubernetes/client-node';
import { isSuiteObject } from '../cluster/transport/suite-objects';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import type { ObjectWatch } from '../cluster/watch/object-watch';
import { readJobId } from './object-names';

/** A Job, Service or pod that appeared. */
export interface CreatedObject {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** Of the job whose object it is by its name; undefined for any other object. */
  readonly jobId: string | undefined;
  /** On the clock of `performance.now()`. */
  readonly seenAtMs: number;
  readonly gone: boolean;
}

/**
 * Sees every Job, Service and pod that is created after its construction, including those that are gone again. Pods of older objects, such as the next
 * pod of a Deployment, do not count, nor do the suite's own objects. It does not know who created an object.
 */
export class CreatedObjects {
  /** Kind and name of the objects that are there, with the moment at which they were first seen. */
  readonly #seenNames = new Map<string, number>();
  readonly #knownUids = new Set<string>();
  readonly #created = new Map<string, CreatedObject>();
  readonly #stop: (() => void)[];

  /** From now on. The objects that are there already are listed first: a watch that was interrupted would report them as if they had just appeared. */
  static async startNow(observer: ClusterObserver, signal: AbortSignal): Promise<CreatedObjects> {
    await observer.refresh(signal);
    return new CreatedObjects(observer);
  }

  private constructor({ jobs, services, pods }: ClusterObserver) {
    for (const object of [...jobs.listObjects(), ...services.listObjects(), ...pods.listObjects()]) {
      const { kind, name, uid } = identify(object);
      this.#knownUids.add(uid);
      this.#seenNames.set(`${kind} ${name}`, Number.NEGATIVE_INFINITY);
    }
    this.#stop = [this.#listen(jobs), this.#listen(services), this.#listen(pods, (pod) => this.#isNew(pod))];
  }

  /** The objects that have appeared, in their order. */
  list(): readonly CreatedObject[] {
    return [...this.#created.values()];
  }

  /** Whether an object of that kind and name is there since before the moment, on the clock of `performance.now()`. */
  existedBefore(kind: string, name: string, atMs: number): boolean {
    const seenAtMs = this.#seenNames.get(`${kind} ${name}`);
    return seenAtMs !== undefined && seenAtMs < atMs;
  }

  /** Stops watching; what was seen stays readable. */
  stop(): void {
    for (const stop of this.#stop) stop();
  }

  #listen<T extends KubernetesObject>(watch: ObjectWatch<T>, counts: (object: T) => boolean = () => true): () => void {
    return watch.onChange(({ type, object, atMs }) => {
      const { kind, name, uid } = identify(object);
      // A later object may have the name again.
      if (type === 'deleted') this.#seenNames.delete(`${kind} ${name}`);
      if (this.#knownUids.has(uid) || isSuiteObject(object) || !counts(object)) return;
      const known = this.#created.get(uid);
      const seenAtMs = known?.seenAtMs ?? atMs;
      if (type !== 'deleted') this.#seenNames.set(`${kind} ${name}`, seenAtMs);
      if (known === undefined || type === 'deleted') {
        this.#created.set(uid, { kind, name, uid, jobId: readJobId(name), seenAtMs, gone: type === 'deleted' });
      }
    });
  }

  /** Whether the pod is not the work of an object that was there before. */
  #isNew(pod: V1Pod): boolean {
    const owners = pod.metadata?.ownerReferences ?? [];
    return !owners.some(({ kind, uid }) => kind === 'ReplicaSet' || this.#knownUids.has(uid));
  }
}
