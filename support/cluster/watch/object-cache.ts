// The current objects of a watch, by uid: turns lists and watch frames into changes, each told once.
import type { KubernetesObject } from '@kubernetes/client-node';
import type { Change } from './history';
import { identify } from './kinds';

/** When something was received, on both clocks. */
export interface Arrival {
  readonly atMs: number;
  readonly time: Date;
}

/** Merges what lists and streams tell, in whatever order they tell it: what is older than what is known is a duplicate. */
export class ObjectCache<T extends KubernetesObject> {
  readonly #byUid = new Map<string, T>();
  /** The resourceVersion at which a uid was last known to be gone: a stream that is behind a list must not bring it back. */
  readonly #goneAt = new Map<string, string>();
  /** The newest resourceVersion at which everything was listed. */
  #listedAt = '';
  readonly #onChange: (change: Change<T>) => void;
  readonly #onDuplicate: () => void;

  constructor(onChange: (change: Change<T>) => void, onDuplicate: () => void) {
    this.#onChange = onChange;
    this.#onDuplicate = onDuplicate;
  }

  objects(): readonly T[] {
    return [...this.#byUid.values()];
  }

  /** Takes a whole list as the truth at its resourceVersion. */
  replace(items: readonly T[], listVersion: string, arrival: Arrival): void {
    const listed = new Set(items.map((item) => identify(item).uid));
    for (const [uid, object] of this.#byUid) {
      if (listed.has(uid) || isNewer(identify(object).resourceVersion, listVersion)) continue;
      this.#remove(uid, listVersion);
      this.#onChange({ type: 'deleted', object, source: 'list', ...arrival });
    }
    for (const item of items) this.#put(item, 'list', arrival);
    if (this.#listedAt === '' || isNewer(listVersion, this.#listedAt)) this.#listedAt = listVersion;
  }

  /** Takes one frame of a stream. */
  apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: T, { atMs, time }: Arrival): void {
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
    this.#remove(uid, resourceVersion);
    this.#onChange({ type: 'deleted', object, source: 'watch', atMs, time });
  }

  #put(object: T, source: Change<T>['source'], arrival: Arrival): void {
    const { uid, resourceVersion } = identify(object);
    const known = this.#byUid.get(uid);
    if (this.#isStale(uid, resourceVersion) || identify(known ?? {}).resourceVersion === resourceVersion) {
      this.#onDuplicate();
      return;
    }
    this.#goneAt.delete(uid);
    this.#byUid.set(uid, object);
    this.#onChange({ type: known === undefined ? 'added' : 'modified', object, source, ...arrival });
  }

  /** Whether the object came and went before the last list: a stream that is behind must not tell of it as if it had just appeared. */
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

/** API servers count resourceVersions up; where they do not look like numbers, none is taken for newer. */
function isNewer(left: string, right: string): boolean {
  return /^\d+$/.test(left) && /^\d+$/.test(right) && BigInt(left) > BigInt(right);
}
