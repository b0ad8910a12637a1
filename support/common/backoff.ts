// Waiting times between attempts that grow, are capped, and differ between callers.
import { setTimeout as delay } from 'node:timers/promises';

export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** A number from 0 up to 1; for tests. */
  readonly random?: () => number;
}

/** What Node's timers can wait for; a longer delay would be none. */
const longestMs = 2 ** 31 - 1;

/** Doubles from `firstMs` up to `maxMs`; each pause is drawn between half of that and all of it, so that callers spread out. */
export class Backoff {
  #attempt = 0;
  readonly #options: BackoffOptions;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** The length of the next pause. */
  nextMs(): number {
    const full = Math.min(this.#options.firstMs * 2 ** this.#attempt, this.#options.maxMs);
    this.#attempt += 1;
    return Math.round(full * (0.5 + (this.#options.random ?? Math.random)() / 2));
  }

  /** Pauses; rejects when the signal aborts. */
  async pause(signal: AbortSignal, atLeastMs = 0): Promise<void> {
    await delay(Math.min(Math.max(this.nextMs(), atLeastMs), longestMs), undefined, { signal });
  }

  /** Begins again at `firstMs`, after a success. */
  reset(): void {
    this.#attempt = 0;
  }
}
