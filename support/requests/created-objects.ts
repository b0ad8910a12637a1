// What appears in the namespace from a moment on: the way to see that a refused request created nothing.
import type { KubernetesObject, V1Pod } from '@kubernetes/client-node';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import type { ObjectWatch } from '../cluster/watch/object-watch';
import { jobIdOf } from '../jobs/object-names';

/**
 * Sees every Job, Service and pod of a job that is created after its construction, those included that are gone again. Pods that belong to older
 * objects, such as the next pod of a Deployment, do not count. It tells nothing of who created them: nobody else may open jobs meanwhile.
 */
export class Arrivals {
  readonly #known: ReadonlySet<string>;
  readonly #seen = new Map<string, string>();
  readonly #gone = new Set<string>();
  readonly #stop: (() => void)[];

  /** From now on. What is there already is asked for first: a watch that was interrupted would tell of it as if it had just appeared. */
  static async fromNow(observer: ClusterObserver, signal: AbortSignal): Promise<Arrivals> {
    await observer.refresh(signal);
    return new Arrivals(observer);
  }

  private constructor({ jobs, services, pods }: ClusterObserver) {
    this.#known = new Set([jobs, services, pods].flatMap((watch) => uids(watch.objects())));
    this.#stop = [this.#listen(jobs), this.#listen(services), this.#listen(pods, (pod) => this.#isNew(pod))];
  }

  /** The objects that have appeared, without those of the given jobs, such as `Job grpc-job-3-70012`. */
  except(...jobIds: readonly string[]): string[] {
    return this.#without(jobIds, [...this.#seen]);
  }

  /** Those of them that are still there. */
  left(...jobIds: readonly string[]): string[] {
    return this.#without(
      jobIds,
      [...this.#seen].filter(([uid]) => !this.#gone.has(uid)),
    );
  }

  /** Ends the watching; what was seen stays readable. */
  stop(): void {
    for (const stop of this.#stop) stop();
  }

  #without(jobIds: readonly string[], seen: readonly (readonly [uid: string, text: string])[]): string[] {
    const texts = seen.map(([, text]) => text);
    return texts.filter((text) => !jobIds.includes(jobIdOf(text.split(' ')[1] ?? '') ?? ''));
  }

  #listen<T extends KubernetesObject>(watch: ObjectWatch<T>, counts: (object: T) => boolean = () => true): () => void {
    return watch.onChange(({ type, object }) => {
      const { kind, name, uid } = identify(object);
      if (type === 'deleted') this.#gone.add(uid);
      if (!this.#known.has(uid) && counts(object)) this.#seen.set(uid, `${kind} ${name}`);
    });
  }

  /** Whether the pod is not the work of an object that was there before. */
  #isNew(pod: V1Pod): boolean {
    const owners = pod.metadata?.ownerReferences ?? [];
    return !owners.some(({ kind, uid }) => kind === 'ReplicaSet' || this.#known.has(uid));
  }
}

function uids(objects: readonly KubernetesObject[]): string[] {
  return objects.map((object) => identify(object).uid);
}
