// What each object went through, as the suite saw it: for evidence, for durations, and for "it went from Pending to Running".
import type { KubernetesObject } from '@kubernetes/client-node';
import { identify } from './kinds';

/** One change of one object, stamped when its bytes arrived here. */
export interface Change<T extends KubernetesObject> {
  readonly type: 'added' | 'modified' | 'deleted';
  /** The object after the change; for `deleted` the last state that was seen. */
  readonly object: T;
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly atMs: number;
  /** The same moment on this machine's clock. */
  readonly time: Date;
  /** `list`: found by listing, so it may have happened earlier, and states between may be missing. */
  readonly source: 'list' | 'watch';
}

export interface HistoryLimits {
  /** Changes kept for one object: the first ones and the last ones. */
  readonly changesPerObject: number;
  /** Objects kept; those that were deleted longest ago go first. */
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
    // How an object began is worth more than its middle.
    if (changes.length > this.#limits.changesPerObject)
      changes.splice(Math.floor(this.#limits.changesPerObject / 2), 1);
    this.#changes.set(uid, changes);
    if (change.type === 'deleted') this.#deleted.add(uid);
    this.#forgetOldest();
  }

  /** Oldest first. */
  of(uid: string): readonly Change<T>[] {
    return this.#changes.get(uid) ?? [];
  }

  /** Every object that is kept, in the order in which they were first seen. */
  all(): readonly (readonly Change<T>[])[] {
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
