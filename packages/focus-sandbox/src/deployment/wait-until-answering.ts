// Waits until an address answers HTTP: a cluster opens a NodePort some time after the pod is Ready.
import { setTimeout as delay } from 'node:timers/promises';

const pauseMs = 100;
const attemptMs = 2_000;

/** Resolves once `url` gives any answer at all. Throws at the deadline, with the failure of the last attempt. */
export async function waitUntilAnswering(url: string, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]) });
      await answer.body?.cancel();
      return;
    } catch (cause) {
      signal.throwIfAborted();
      if (performance.now() - startedAt > deadlineMs) {
        throw new Error(`${url} does not answer ${deadlineMs} ms after the server was Ready: ${findReason(cause)}`, {
          cause,
        });
      }
      await delay(pauseMs, undefined, { signal });
    }
  }
}

function findReason(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  return cause instanceof Error ? cause.message : String(error);
}
