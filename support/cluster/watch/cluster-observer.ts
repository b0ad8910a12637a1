// The watches of one namespace: one for each kind, started when it is first used, shared by all waits and the evidence.
import type { KubernetesObject } from '@kubernetes/client-node';
import { explainPod } from '../readings/pod-explanation';
import type { ClusterConnection } from '../transport/connection';
import { type WatchedKind, type WatchedKindName, type WatchedObject, watchedKinds } from './kinds';
import { ObjectWatch } from './object-watch';
import type { WatchCounters } from './reflector';

/** The watches that were started. */
type Watches = { [K in WatchedKindName]?: ObjectWatch<WatchedObject<K>> };

/** One per process. All scenarios share its watches; the owner closes it at the end of the run. */
export class ClusterObserver {
  readonly #watches: Watches = {};
  readonly #connection: ClusterConnection;
  readonly #onWaited: ((startMs: number) => void) | undefined;

  /** @param onWaited called when a wait for a state ends, with its start on the clock of `performance.now()` */
  constructor(connection: ClusterConnection, onWaited?: (startMs: number) => void) {
    this.#connection = connection;
    this.#onWaited = onWaited;
  }

  get namespace(): string {
    return this.#connection.namespace;
  }

  get jobs(): ObjectWatch<WatchedObject<'jobs'>> {
    this.#watches.jobs ??= this.#start(watchedKinds.jobs);
    return this.#watches.jobs;
  }

  get pods(): ObjectWatch<WatchedObject<'pods'>> {
    this.#watches.pods ??= this.#start(watchedKinds.pods, (pod, signal) =>
      explainPod(this.#connection.scoped(signal), pod),
    );
    return this.#watches.pods;
  }

  get services(): ObjectWatch<WatchedObject<'services'>> {
    this.#watches.services ??= this.#start(watchedKinds.services);
    return this.#watches.services;
  }

  get endpoints(): ObjectWatch<WatchedObject<'endpoints'>> {
    this.#watches.endpoints ??= this.#start(watchedKinds.endpoints);
    return this.#watches.endpoints;
  }

  get events(): ObjectWatch<WatchedObject<'events'>> {
    this.#watches.events ??= this.#start(watchedKinds.events);
    return this.#watches.events;
  }

  /** Resolves when Jobs, Services and pods are as current as in the API server, even if their streams are behind. */
  async refresh(signal: AbortSignal): Promise<void> {
    await Promise.all([this.jobs, this.services, this.pods].map((watch) => watch.refresh(signal)));
  }

  /** The counters of the watches that were started. */
  readCounters(): Partial<Record<WatchedKindName, Readonly<WatchCounters>>> {
    return Object.fromEntries(Object.entries(this.#watches).map(([name, watch]) => [name, watch.counters]));
  }

  /** Ends every watch; what they saw can still be read. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#watches).map((watch) => watch.close()));
  }

  #start<T extends KubernetesObject>(
    kind: WatchedKind<T>,
    explain?: (object: T, signal: AbortSignal) => Promise<readonly string[]>,
  ): ObjectWatch<T> {
    const { transport, namespace } = this.#connection;
    return new ObjectWatch<T>({
      transport,
      kind,
      namespace,
      ...(explain === undefined ? {} : { explain }),
      ...(this.#onWaited === undefined ? {} : { onWaited: this.#onWaited }),
    }).start();
  }
}
