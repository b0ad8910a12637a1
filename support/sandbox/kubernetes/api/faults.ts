// The seam where faults of the API server act: calls delayed, refused, left without an answer, watches dropped.
import { setTimeout as delay } from 'node:timers/promises';
import type { StatusError } from '../store';
import type { Outcome } from './context';
import type { RequestInfo } from './request-info';

/** What happens to one call; every part is optional. */
export interface Interception {
  /** Waits before anything else. */
  readonly delayMs?: number;
  /** Answered instead of carrying the call out. */
  readonly refusal?: StatusError;
  /** The call is carried out, and then this is answered. */
  readonly lateRefusal?: StatusError;
  /** No answer ever comes: `before` the call is carried out, or `after`. */
  readonly silence?: 'before' | 'after';
  /** A watch is cut after this time, without a last event. */
  readonly cutAfterMs?: number;
}

/** A fault of the API server: sees each call once it is authenticated and authorized, and says what is to happen to it. */
export type Interceptor = (info: RequestInfo) => Interception | undefined;

/** Carries a call out as the first interceptor wants that has an opinion; `signal` aborts when the client has gone or the server stops. */
export async function intercepted(
  interceptors: readonly Interceptor[],
  info: RequestInfo,
  signal: AbortSignal,
  carryOut: () => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const interception = firstOpinion(interceptors, info);
  if (!interception) return carryOut();
  if (interception.delayMs !== undefined) await delay(interception.delayMs, undefined, { signal });
  if (interception.refusal) throw interception.refusal;
  if (interception.silence === 'before') await aborted(signal);
  const outcome = await carryOut();
  if (interception.silence === 'after') await aborted(signal);
  if (interception.lateRefusal) throw interception.lateRefusal;
  return cut(outcome, interception.cutAfterMs);
}

function firstOpinion(interceptors: readonly Interceptor[], info: RequestInfo): Interception | undefined {
  for (const interceptor of interceptors) {
    const interception = interceptor(info);
    if (interception) return interception;
  }
  return undefined;
}

function cut(outcome: Outcome, afterMs: number | undefined): Outcome {
  if (!('run' in outcome) || afterMs === undefined) return outcome;
  return {
    contentType: outcome.contentType,
    run: (output, signal) => outcome.run(output, AbortSignal.any([signal, AbortSignal.timeout(afterMs)])),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}
