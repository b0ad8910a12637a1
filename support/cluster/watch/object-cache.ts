// The current objects of a watch, by uid: converts lists and watch frames to changes, each reported once.
import type { KubernetesObject } from '@kubernetes/client-node';
import type { Change } from './history';
import { identify } from './kinds';
import { shareUnchanged } from './share-unchanged';

/** The time at which something was received, on both clocks. */
export interface ReceivedAt {
  readonly atMs: number;
  readonly time: Date;
}

/** Merges lists and streams, in any order: a state that is older than the known one is a duplicate. */
export class ObjectCache<T extends KubernetesObject> {
  readonly #byUid = new Map<string, T>();
  /** The resourceVersion at which a uid was last known to be gone: a stream that is behind a list must not add it again. */
  readonly #goneAt = new Map<string, string>();
  /** The newest resourceVersion at which everything was listed. */
  #listedAt = '';
  #latest: T | undefined;
  readonly #onChange: (change: Change<T>) => void;
  readonly #onDuplicate: () => void;

  constructor(onChange: (change: Change<T>) => void, onDuplicate: () => void) {
    this.#onChange = onChange;
    this.#onDuplicate = onDuplicate;
  }

  listObjects(): readonly T[] {
    return [...this.#byUid.values()];
  }

  /** Applies a list: the state of all objects at its resourceVersion. */
  replace(items: readonly T[], listVersion: string, receivedAt: ReceivedAt): void {
    const listed = new Set(items.map((item) => identify(item).uid));
    for (const [uid, object] of this.#byUid) {
      if (listed.has(uid) || isNewer(identify(object).resourceVersion, listVersion)) continue;
      this.#remove(uid, listVersion);
      this.#onChange({ type: 'deleted', object, source: 'list', ...receivedAt });
    }
    for (const item of items) this.#put(item, 'list', receivedAt);
    if (this.#listedAt === '' || isNewer(listVersion, this.#listedAt)) this.#listedAt = listVersion;
  }

  /** Applies one frame of a stream. */
  apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T, { atMs, time }: ReceivedAt): void {
    if (this.#isOfThePast(object)) {
      this.#onDuplicate();
      return;
    }
    if (type !== 'DELETED') {
      this.#put(object, 'watch', { atMs, time });
      return;
    }
    const { uid, resourceVersion } = identify(object);
    if (this.#isStale(uid, resourceVersion)) {
      this.#onDuplicate();
      return;
    }
    const state = this.#share(this.#byUid.get(uid), object);
    this.#remove(uid, resourceVersion);
    this.#onChange({ type: 'deleted', object: state, source: 'watch', atMs, time });
  }

  #put(object: T, source: Change<T>['source'], receivedAt: ReceivedAt): void {
    const { uid, resourceVersion } = identify(object);
    const known = this.#byUid.get(uid);
    if (this.#isStale(uid, resourceVersion) || identify(known ?? {}).resourceVersion === resourceVersion) {
      this.#onDuplicate();
      return;
    }
    const state = this.#share(known, object);
    this.#goneAt.delete(uid);
    this.#byUid.set(uid, state);
    this.#onChange({ type: known === undefined ? 'added' : 'modified', object: state, source, ...receivedAt });
  }

  /** The object, with the parts that it has in common with its known state, or with the object that arrived before it. */
  #share(known: T | undefined, object: T): T {
    this.#latest = shareUnchanged(known ?? this.#latest ?? object, object);
    return this.#latest;
  }

  /** Whether the object was created and deleted before the last list: a stream that is behind must not report it as new. */
  #isOfThePast(object: T): boolean {
    const { uid, resourceVersion } = identify(object);
    return !this.#byUid.has(uid) && (resourceVersion === this.#listedAt || isNewer(this.#listedAt, resourceVersion));
  }

  #isStale(uid: string, resourceVersion: string): boolean {
    const gone = this.#goneAt.get(uid);
    if (gone !== undefined) return !isNewer(resourceVersion, gone);
    const known = this.#byUid.get(uid);
    return known !== undefined && isNewer(identify(known).resourceVersion, resourceVersion);
  }

  #remove(uid: string, resourceVersion: string): void {
    this.#byUid.delete(uid);
    this.#goneAt.set(uid, resourceVersion);
    const [oldest] = this.#goneAt.keys();
    if (this.#goneAt.size > rememberedGone && oldest !== undefined) this.#goneAt.delete(oldest);
  }
}

const rememberedGone = 10_000;

/** API servers increase resourceVersions; if they are not numbers, none is treated as newer. */
function isNewer(left: string, right: string): boolean {
  return /^\d+$/.test(left) && /^\d+$/.test(right) && BigInt(left) > BigInt(right);
}
