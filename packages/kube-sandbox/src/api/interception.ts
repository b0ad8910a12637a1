// Interceptors: what lets calls be late, be refused or stay without an answer, and watches end.
import { setTimeout as delay } from 'node:timers/promises';
import type { StatusError } from '../store';
import { expired } from '../store/status-error';
import type { Outcome } from './api-context';
import type { UserInfo } from './authentication';
import type { RequestInfo } from './request-info';

/** What happens to one call. */
export interface Interception {
  /** Waits before anything else. */
  readonly delayMs?: number;
  /** Answered; the call is not carried out. */
  readonly refusal?: StatusError;
  /** The call is carried out, and then this is answered. */
  readonly lateRefusal?: StatusError;
  /** No answer ever comes: `before` the call is carried out, or `after`. */
  readonly silence?: 'before' | 'after';
  /** A watch is cut after this time, without a last event. */
  readonly cutAfterMs?: number;
  /** A watch is answered immediately that its version is too old. */
  readonly expired?: boolean;
}

/** Sees each call that is authenticated and authorized, and decides what happens to it. */
export type Interceptor = (info: RequestInfo, user: UserInfo) => Interception | undefined;

/** What all interceptors decide; where two differ, the later one counts. */
export function joinInterceptions(
  interceptors: readonly Interceptor[],
  info: RequestInfo,
  user: UserInfo,
): Interception | undefined {
  const interceptions = interceptors
    .map((interceptor) => interceptor(info, user))
    .filter((interception) => interception !== undefined);
  return interceptions.length === 0 ? undefined : Object.assign({}, ...interceptions);
}

/** Carries a call out as the interception demands; `signal` aborts when the client has gone or the server stops. */
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
