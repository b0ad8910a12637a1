// Follows the objects of a collection: a list, then a watch from its resourceVersion, and again when the watch ends.
import { setTimeout as delay } from 'node:timers/promises';
import type { KubernetesListObject, KubernetesObject } from '@kubernetes/client-node';
import { type ApiClient, call } from './client';

const pauseMs = 100;

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface ObjectWatch<T extends KubernetesObject> {
  readonly path: string;
  readonly selectors?: { readonly labelSelector?: string; readonly fieldSelector?: string };
  list(): Promise<KubernetesListObject<T>>;
  /** The whole collection, at the start and after each interruption. `requestedAt` is the `performance.now()` of the request. */
  onSnapshot(items: readonly T[], requestedAt: number): void;
  onChange(type: ChangeType, object: T): void;
}

/** Resolves after the first snapshot; continues in the background until the client's signal aborts. Throws when the first list is refused. */
export async function follow<T extends KubernetesObject>(client: ApiClient, watch: ObjectWatch<T>): Promise<void> {
  const version = await takeSnapshot(client, watch);
  void keepFollowing(client, watch, version);
}

async function keepFollowing<T extends KubernetesObject>(client: ApiClient, watch: ObjectWatch<T>, version: string) {
  for (let from: string | undefined = version; !client.signal.aborted; ) {
    try {
      from ??= await takeSnapshot(client, watch);
      await watchOnce(client, watch, from);
    } catch {
      // A refused or interrupted watch is followed by a new list: nothing is lost, and a lasting failure shows in the server's own calls.
      await delay(pauseMs, undefined, { signal: client.signal }).catch(() => undefined);
    }
    from = undefined;
  }
}

async function takeSnapshot<T extends KubernetesObject>(client: ApiClient, watch: ObjectWatch<T>): Promise<string> {
  const requestedAt = performance.now();
  const list = await call(client, `list ${watch.path}`, () => watch.list());
  watch.onSnapshot(list.items, requestedAt);
  return list.metadata?.resourceVersion ?? '';
}

async function watchOnce<T extends KubernetesObject>(
  client: ApiClient,
  watch: ObjectWatch<T>,
  resourceVersion: string,
) {
  const onEvent = (type: string, object: unknown) => {
    if (isChange(type)) {
      // The watch of a collection reports objects of the collection's kind alone.
      watch.onChange(type, object as T);
    }
  };
  await client.watch(watch.path, { ...watch.selectors, resourceVersion }, onEvent, client.signal);
}

function isChange(type: string): type is ChangeType {
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED';
}
