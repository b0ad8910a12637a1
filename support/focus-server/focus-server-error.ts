// Why a call to the Focus Server got no answer, in plain words: no library internals, no headers.

import { AxiosError } from 'axios';
import { toMessage } from '../common/errors';

export const focusServerFailures = [
  'refused',
  'unresolved',
  'unroutable',
  'tls',
  'lost',
  'malformed',
  'silent',
  'cancelled',
  'oversized',
  'other',
] as const;

export type FocusServerFailure = (typeof focusServerFailures)[number];

/** A call without a complete answer; the message names the call, what happened and what to check. */
export class FocusServerError extends Error {
  readonly failure: FocusServerFailure;
  override readonly name = 'FocusServerError';

  constructor(message: string, failure: FocusServerFailure) {
    super(message);
    this.failure = failure;
  }
}

interface Attempt {
  /** Such as `POST http://host/focus-server/configure`. */
  readonly call: string;
  readonly deadlineMs: number;
  readonly answerLimitMiB: number;
  /** Aborted when the deadline of the call has passed. */
  readonly deadline: AbortSignal;
  readonly signal: AbortSignal | undefined;
}

/** Converts the error of a call to a FocusServerError, without the original as its cause: that contains the request with its headers. */
export function toFocusServerError(error: unknown, attempt: Attempt): FocusServerError {
  if (attempt.signal?.aborted)
    return createError(attempt, 'cancelled', `was cancelled: ${toMessage(attempt.signal.reason)}`);
  if (attempt.deadline.aborted) {
    return createError(
      attempt,
      'silent',
      `got no complete answer within ${attempt.deadlineMs} ms: the server is overloaded or hangs`,
    );
  }
  const { code, text } = readCodeAndText(error);
  const [failure, explanation] = explain(code, text, attempt);
  return createError(attempt, failure, `failed: ${explanation}`);
}

function createError(attempt: Attempt, failure: FocusServerFailure, text: string): FocusServerError {
  return new FocusServerError(`${attempt.call} ${text}.`, failure);
}

function explain(code: string, text: string, { answerLimitMiB }: Attempt): [FocusServerFailure, string] {
  if (code === 'ECONNREFUSED') return ['refused', 'connection refused: nothing listens at this address'];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['unresolved', `the host name cannot be resolved (${code})`];
  if (['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'].includes(code))
    return ['unroutable', `the host cannot be reached (${code})`];
  // Before the codes: axios reports an answer above its limit with the code of a broken connection.
  if (text.includes('maxContentLength')) return ['oversized', `the answer is larger than ${answerLimitMiB} MiB`];
  if (['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_BAD_RESPONSE'].includes(code))
    return ['lost', `the connection was closed before the answer was complete (${code})`];
  if (code === 'HPE_HEADER_OVERFLOW') return ['oversized', `the answer has more than 16 KiB of headers (${code})`];
  if (code.startsWith('Z_'))
    return ['malformed', `the answer is not compressed as its Content-Encoding requires (${code})`];
  if (code.startsWith('HPE_')) return ['malformed', `the answer is not HTTP (${code})`];
  if (/CERT|SIGNATURE|SSL|TLS|EPROTO/.test(code))
    return ['tls', `the TLS connection was not accepted: ${text.split(';', 1)[0]} (${code})`];
  return ['other', code === '' ? text : `${text} (${code})`];
}

function readCodeAndText(error: unknown): { code: string; text: string } {
  if (!(error instanceof Error)) return { code: '', text: String(error) };
  // The error of a host with several addresses contains one error for each.
  const cause = error instanceof AxiosError ? error.cause : undefined;
  const first = cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0] : error;
  const code = 'code' in first && typeof first.code === 'string' ? first.code : '';
  return { code, text: first.message };
}
