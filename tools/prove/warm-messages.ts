// What a proof and its warm processes send each other.
import { z } from 'zod';

/** To the process: run these scenarios. */
export const warmTaskSchema = z.strictObject({
  fault: z.string(),
  ids: z.array(z.string()),
  folder: z.string(),
  reports: z.string(),
});

/** From the process: the run has ended. */
export const warmAnswerSchema = z.strictObject({
  exitCode: z.int(),
  /** Whether the process may run more: no error occurred in it outside of the scenarios. */
  reusable: z.boolean(),
});

export type WarmAnswer = z.infer<typeof warmAnswerSchema>;
