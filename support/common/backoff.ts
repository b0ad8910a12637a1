// Pauses between attempts: they grow up to a limit, and differ between callers.
import { setTimeout as delay } from 'node:timers/promises';

export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** A number from 0 up to 1; for tests. */
  readonly random?: () => number;
}

/** The longest delay of Node's timers; a longer one would fire at once. */
const longestMs = 2 ** 31 - 1;

/** Doubles from `firstMs` up to `maxMs`. Each pause is a random part of that, at least half of it, so that callers do not retry together. */
export class Backoff {
  #attempt = 0;
  readonly #options: BackoffOptions;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** The length of the next pause. */
  computeNextMs(): number {
    const full = Math.min(this.#options.firstMs * 2 ** this.#attempt, this.#options.maxMs);
    this.#attempt += 1;
    return Math.round(full * (0.5 + (this.#options.random ?? Math.random)() / 2));
  }

  /** Pauses; rejects when the signal aborts. */
  async pause(signal: AbortSignal, atLeastMs = 0): Promise<void> {
    await delay(Math.min(Math.max(this.computeNextMs(), atLeastMs), longestMs), undefined, { signal });
  }

  /** Starts again at `firstMs`, after a success. */
  reset(): void {
    this.#attempt = 0;
  }
}
