// A request for a job, before and after its answer.
import type { Exchange, Investigation } from '../focus-server';

export type RequestBody = Investigation | Readonly<Record<string, unknown>>;

/** A request that was answered, whatever the answer. */
export interface AnsweredRequest {
  readonly investigation: Investigation;
  readonly exchange: Exchange;
  /** On the clock of `performance.now()`. */
  readonly sentAtMs: number;
}
