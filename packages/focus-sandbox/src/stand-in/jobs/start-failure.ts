// What a caller gets when a job could not be started.
import { ApiServerError } from '../api-server/errors';
import { Crash } from '../rest/crash';
import { Refusal, refuse } from '../rest/refusal';
import { PodMissing } from './created-pods';

/** Turns the failure of a step into a refusal: 429 when a quota is used up, else 503. A `Crash` stays one: it gets no answer. */
export function toStartFailure(error: unknown): Refusal | Crash {
  if (error instanceof Refusal || error instanceof Crash) {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes('exceeded quota')) {
    return refuse(429, ['cluster'], 'capacity', `capacity used up, the job was not started: ${reason}`);
  }
  const isKnown = error instanceof ApiServerError || error instanceof PodMissing;
  const text = isKnown ? reason : 'an unexpected failure';
  return refuse(503, ['cluster'], 'unavailable', `the job could not be started and was rolled back: ${text}`);
}
