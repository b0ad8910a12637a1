// The changes of each object, as the suite saw them: for evidence, for durations, and for checks of the order of states.
import type { KubernetesObject } from '@kubernetes/client-node';
import { identify } from './kinds';

/** One change of one object, with the time at which it arrived here. */
export interface Change<T extends KubernetesObject> {
  readonly type: 'added' | 'modified' | 'deleted';
  /** The object after the change; for `deleted`, its last known state. */
  readonly object: T;
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly atMs: number;
  /** The same moment on this machine's clock. */
  readonly time: Date;
  /** `list`: seen in a list, so the change may be older, and states in between may be missing. */
  readonly source: 'list' | 'watch';
}

export interface HistoryLimits {
  /** Number of changes kept for one object: the first ones and the last ones. */
  readonly changesPerObject: number;
  /** Number of objects kept; those that were deleted first are removed first. */
  readonly objects: number;
}

/** Keeps the changes of objects by uid, within limits. */
export class History<T extends KubernetesObject> {
  readonly #changes = new Map<string, Change<T>[]>();
  readonly #deleted = new Set<string>();
  readonly #limits: HistoryLimits;

  constructor(limits: HistoryLimits) {
    this.#limits = limits;
  }

  record(change: Change<T>): void {
    const { uid } = identify(change.object);
    const changes = this.#changes.get(uid) ?? [];
    changes.push(change);
    // The first changes of an object are worth more than the middle ones.
    if (changes.length > this.#limits.changesPerObject)
      changes.splice(Math.floor(this.#limits.changesPerObject / 2), 1);
    this.#changes.set(uid, changes);
    if (change.type === 'deleted') this.#deleted.add(uid);
    this.#forgetOldest();
  }

  /** Oldest first. */
  find(uid: string): readonly Change<T>[] {
    return this.#changes.get(uid) ?? [];
  }

  /** The changes of every object that is kept, in the order in which the objects were first seen. */
  list(): readonly (readonly Change<T>[])[] {
    return [...this.#changes.values()];
  }

  #forgetOldest(): void {
    for (const uid of this.#deleted) {
      if (this.#changes.size <= this.#limits.objects) return;
      this.#deleted.delete(uid);
      this.#changes.delete(uid);
    }
  }
}
