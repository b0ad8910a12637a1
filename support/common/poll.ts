// Asking again and again, for what announces no change: a port, a log, a sample of use.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { formatSeconds } from './wording';

export interface PollOptions {
  readonly withinMs: number;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** An answer that settles the question, or what was seen instead, for the message. */
export type Attempt<T> = { readonly value: T } | { readonly seen: string };

/**
 * Resolves with the first value. Throws "expected … within …, but …" with what was seen last when the time is up,
 * and the signal's reason when it aborts. Where a watch can tell the change, use the watch instead.
 */
export async function poll<T>(what: string, options: PollOptions, attempt: () => Promise<Attempt<T>>): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    const result = await attempt();
    if ('value' in result) return result.value;
    if (performance.now() - startedAt + options.everyMs > options.withinMs) {
      throw new Error(`expected ${what} within ${formatSeconds(options.withinMs)}, but ${result.seen}`);
    }
    await delay(options.everyMs, undefined, { signal: options.signal });
  }
}
