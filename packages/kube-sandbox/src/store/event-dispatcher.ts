// Reports changes to watchers in the order in which they were made, also when a watcher makes further ones.
import type { WatchEvent } from './store-types';

type Handler = (event: WatchEvent) => void;

/** One queue for all resources, so that the order of changes is the same for every watcher. */
export class Dispatcher {
  readonly #queue: { readonly event: WatchEvent; readonly handlers: ReadonlySet<Handler> }[] = [];
  #dispatching = false;

  /** Reports an event to the handlers, after all events that were reported before it. */
  dispatch(event: WatchEvent, handlers: ReadonlySet<Handler>): void {
    this.#queue.push({ event, handlers });
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      this.#drain();
    } finally {
      this.#queue.length = 0;
      this.#dispatching = false;
    }
  }

  #drain(): void {
    for (let next = 0; next < this.#queue.length; next++) {
      const entry = this.#queue[next];
      for (const handler of [...(entry?.handlers ?? [])]) {
        if (entry?.handlers.has(handler)) handler(entry.event);
      }
    }
  }
}
