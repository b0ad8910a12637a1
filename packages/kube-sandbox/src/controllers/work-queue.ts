// A queue of keys to reconcile: each key once, in order, with delays and back-off.
import { StatusError } from '../store';

export interface Backoff {
  readonly initialMs: number;
  readonly maxMs: number;
}

export interface WorkQueueOptions {
  /** Brings the object of this key to its desired state. After a `StatusError` it is called again later; any other error is a defect and is thrown. */
  readonly sync: (key: string) => void;
  /** Ends the queue. */
  readonly signal: AbortSignal;
  readonly backoff?: Backoff;
}

const defaultBackoff: Backoff = { initialMs: 50, maxMs: 5_000 };

/** How long the queue may hold the event loop at a time. */
const sliceMs = 5;

/** Reconciles keys soon after they were added. A key that is added while it waits is reconciled once. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly dueMs: number }>();
  readonly #retries = new Map<string, number>();
  readonly #backoff: Backoff;
  #immediate: NodeJS.Immediate | undefined;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? defaultBackoff;
    options.signal.addEventListener('abort', () => this.#clear(), { once: true });
  }

  add(key: string): void {
    if (this.#options.signal.aborted) return;
    this.#waiting.add(key);
    this.#immediate ??= setImmediate(() => this.#drain());
  }

  /** Adds the key after a delay; of several delays the shortest holds. */
  addAfter(key: string, delayMs: number): void {
    if (this.#options.signal.aborted) return;
    const dueMs = performance.now() + delayMs;
    const present = this.#timers.get(key);
    if (present && present.dueMs <= dueMs) return;
    clearTimeout(present?.timer);
    const fire = (): void => {
      this.#timers.delete(key);
      this.add(key);
    };
    this.#timers.set(key, { timer: setTimeout(fire, Math.min(delayMs, longestTimerMs)), dueMs });
  }

  /** Adds the key after a delay that doubles with each call until `forget`. Returns the delay in milliseconds. */
  addRateLimited(key: string): number {
    const retries = this.#retries.get(key) ?? 0;
    this.#retries.set(key, retries + 1);
    const delayMs = Math.min(this.#backoff.initialMs * 2 ** retries, this.#backoff.maxMs);
    this.addAfter(key, delayMs);
    return delayMs;
  }

  /** Ends the key's back-off. */
  forget(key: string): void {
    this.#retries.delete(key);
  }

  #drain(): void {
    this.#immediate = undefined;
    const startMs = performance.now();
    for (const key of this.#waiting) {
      this.#waiting.delete(key);
      this.#reconcile(key);
      if (performance.now() - startMs > sliceMs) break;
    }
    if (this.#waiting.size > 0 && !this.#options.signal.aborted) this.#immediate ??= setImmediate(() => this.#drain());
  }

  #reconcile(key: string): void {
    try {
      this.#options.sync(key);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.addRateLimited(key);
    }
  }

  #clear(): void {
    clearImmediate(this.#immediate);
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting.clear();
  }
}

/** Longer delays overflow the timer and fire at once. */
const longestTimerMs = 2 ** 31 - 1;
