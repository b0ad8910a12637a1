// What goes on in one namespace: one watch for each kind, started when it is first asked for, shared by all waits and by the evidence.
import type { KubernetesObject } from '@kubernetes/client-node';
import type { ClusterConnection } from './connection';
import { type WatchedKind, type WatchedKindName, type WatchedObject, watchedKinds } from './kinds';
import { ObjectWatch } from './object-watch';
import { explainPod } from './pod-explanation';
import type { WatchCounters } from './reflector';

/** One for a process. Its watches serve every scenario; the owner closes it at the end of the run. */
export class ClusterObserver {
  private readonly watches = new Map<WatchedKindName, ObjectWatch<KubernetesObject>>();

  constructor(private readonly connection: ClusterConnection) {}

  get namespace(): string {
    return this.connection.namespace;
  }

  get jobs(): ObjectWatch<WatchedObject<'jobs'>> {
    return this.watch('jobs', watchedKinds.jobs);
  }

  get pods(): ObjectWatch<WatchedObject<'pods'>> {
    return this.watch('pods', watchedKinds.pods, (pod, signal) => explainPod(this.connection.scoped(signal), pod));
  }

  get services(): ObjectWatch<WatchedObject<'services'>> {
    return this.watch('services', watchedKinds.services);
  }

  get endpoints(): ObjectWatch<WatchedObject<'endpoints'>> {
    return this.watch('endpoints', watchedKinds.endpoints);
  }

  get events(): ObjectWatch<WatchedObject<'events'>> {
    return this.watch('events', watchedKinds.events);
  }

  /** The counters of the watches that were started. */
  counters(): Partial<Record<WatchedKindName, Readonly<WatchCounters>>> {
    return Object.fromEntries([...this.watches].map(([name, watch]) => [name, watch.counters]));
  }

  /** Ends every watch; what they saw stays readable. */
  async close(): Promise<void> {
    await Promise.all([...this.watches.values()].map((watch) => watch.close()));
  }

  private watch<T extends KubernetesObject>(
    name: WatchedKindName,
    kind: WatchedKind<T>,
    explain?: (object: T, signal: AbortSignal) => Promise<readonly string[]>,
  ): ObjectWatch<T> {
    const known = this.watches.get(name);
    // The map's key and the object's type go together, as only the getters above call this.
    if (known !== undefined) return known as unknown as ObjectWatch<T>;
    const { transport, namespace } = this.connection;
    const watch = new ObjectWatch<T>({ transport, kind, namespace, ...(explain === undefined ? {} : { explain }) });
    this.watches.set(name, watch as unknown as ObjectWatch<KubernetesObject>);
    return watch.start();
  }
}
