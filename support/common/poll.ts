// Repeats a check until it succeeds, for states that no watch reports: a port, a log, a metric.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { formatSeconds } from './wording';

export interface PollOptions {
  readonly withinMs: number;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** A value that ends the wait, or the state seen instead, for the message. */
export type Attempt<T> = { readonly value: T } | { readonly seen: string };

/**
 * Resolves with the first value. Throws "expected … within …, but …" with the last state seen when the time is over,
 * and the signal's reason when it aborts. For states that a watch reports, use the watch.
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
