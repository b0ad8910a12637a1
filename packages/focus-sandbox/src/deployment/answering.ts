// Waits until an address answers HTTP: a cluster takes its time between a Ready pod and an open NodePort.
import { setTimeout as delay } from 'node:timers/promises';

const pauseMs = 100;
const attemptMs = 2_000;

/** Resolves once `url` gives any answer at all. Throws at the deadline, with what the last attempt met. */
export async function untilAnswering(url: string, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]) });
      await answer.body?.cancel();
      return;
    } catch (cause) {
      signal.throwIfAborted();
      if (performance.now() - startedAt > deadlineMs) {
        throw new Error(`${url} does not answer ${deadlineMs} ms after the server was Ready: ${reasonOf(cause)}`, {
          cause,
        });
      }
      await delay(pauseMs, undefined, { signal });
    }
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  return cause instanceof Error ? cause.message : String(error);
}
