// Limits how many runs happen at the same time. A run mostly waits, so that the load of the machine is the limit, not a number of runs.
import { availableParallelism, cpus, freemem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

export interface LimiterOptions {
  /** This number of runs may start, however loaded the machine is. */
  readonly least: number;
  readonly most: number;
}

/** A run with its sandbox needs somewhat more than half of it. */
const bytesPerRun = 1024 ** 3;
/** Share of the processors' time; a run that starts takes one processor for some seconds. */
const idleShare = 0.3;
/** A run that was admitted is at work within it, so that the next window shows its load. */
const windowMs = 250;

/** Admits runs one by one. */
export class ConcurrencyLimiter {
  readonly #options: LimiterOptions;
  #running = 0;
  #left = Promise.withResolvers<void>();
  #queue: Promise<void> = Promise.resolve();

  constructor(options: LimiterOptions) {
    this.#options = options;
  }

  /** Does the work as soon as the limit allows. Rejects when the work does, or when the signal aborts before. */
  async admit<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const turn = this.#queue.then(() => this.#enter(signal));
    this.#queue = turn.catch(() => undefined);
    await turn;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#left.resolve();
      this.#left = Promise.withResolvers<void>();
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const { least, most } = this.#options;
      if (this.#running < least) break;
      if (this.#running >= most) await this.#left.promise;
      else if ((await measureIdleShare(windowMs, signal)) > idleShare && freemem() > bytesPerRun) break;
    }
    this.#running += 1;
  }
}

/** Share of the processors' time in which they had nothing to do, from 0 to 1. */
async function measureIdleShare(ms: number, signal: AbortSignal): Promise<number> {
  const before = readIdleMs();
  const startedAt = performance.now();
  await delay(ms, undefined, { signal });
  return (readIdleMs() - before) / ((performance.now() - startedAt) * availableParallelism());
}

function readIdleMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}
