// The seam where faults of the API server act: calls delayed, refused, left without an answer, watches dropped.
import { setTimeout as delay } from 'node:timers/promises';
import type { StatusError } from '../store';
import { expired } from '../store/status-error';
import type { Outcome } from './api-context';
import type { UserInfo } from './authentication';
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
  /** A watch is told at once that its version is too old. */
  readonly expired?: boolean;
}

/** A fault of the API server: sees each call once it is authenticated and authorized, and says what is to happen to it. */
export type Interceptor = (info: RequestInfo, user: UserInfo) => Interception | undefined;

/** What all interceptors together want; of two that disagree, the later one has its way. */
export function joinInterceptions(
  interceptors: readonly Interceptor[],
  info: RequestInfo,
  user: UserInfo,
): Interception | undefined {
  const opinions = interceptors
    .map((interceptor) => interceptor(info, user))
    .filter((opinion) => opinion !== undefined);
  return opinions.length === 0 ? undefined : Object.assign({}, ...opinions);
}

/** Carries a call out as the interception wants it; `signal` aborts when the client has gone or the server stops. */
export async function applyInterception(
  interception: Interception,
  signal: AbortSignal,
  carryOut: () => Outcome,
): Promise<Outcome> {
  if (interception.delayMs !== undefined) await delay(interception.delayMs, undefined, { signal });
  if (interception.refusal) throw interception.refusal;
  if (interception.silence === 'before') await waitForAbort(signal);
  const outcome = carryOut();
  if (interception.silence === 'after') await waitForAbort(signal);
  if (interception.lateRefusal) throw interception.lateRefusal;
  return interception.expired ? expire(outcome) : cut(outcome, interception.cutAfterMs);
}

function expire(outcome: Outcome): Outcome {
  if (!('run' in outcome)) return outcome;
  const status = expired('too old resource version').toStatus();
  return {
    contentType: outcome.contentType,
    run: async (output) => void output.write(`{"type":"ERROR","object":${JSON.stringify(status)}}\n`),
  };
}

function cut(outcome: Outcome, afterMs: number | undefined): Outcome {
  if (!('run' in outcome) || afterMs === undefined) return outcome;
  return {
    contentType: outcome.contentType,
    run: (output, signal) => outcome.run(output, AbortSignal.any([signal, AbortSignal.timeout(Math.round(afterMs))])),
  };
}

function waitForAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}
