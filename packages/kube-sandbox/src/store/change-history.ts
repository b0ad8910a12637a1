// The latest changes of one resource, for watches that start at an earlier resourceVersion.
import { expired } from './status-error';
import type { WatchEvent } from './store-types';

/** A bounded history: the oldest changes are forgotten first. */
export class History {
  readonly #size: number;
  #events: WatchEvent[] = [];
  #forgotten = 0;

  /** @param size how many changes are remembered at least; up to twice as many may be. */
  constructor(size: number) {
    this.#size = size;
  }

  push(event: WatchEvent): void {
    this.#events.push(event);
    if (this.#events.length <= 2 * this.#size) return;
    const dropped = this.#events.splice(0, this.#events.length - this.#size);
    this.#forgotten = getVersion(dropped.at(-1));
  }

  /** Changes after a version, oldest first. Throws `StatusError` Expired when some of them are forgotten. */
  listSince(version: number): readonly WatchEvent[] {
    if (version < this.#forgotten) throw expired(`too old resource version: ${version} (${this.#forgotten})`);
    return this.#events.slice(this.#findFirstAfter(version));
  }

  #findFirstAfter(version: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (getVersion(this.#events[middle]) <= version) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function getVersion(event: WatchEvent | undefined): number {
  return Number(event?.object.metadata.resourceVersion ?? 0);
}
