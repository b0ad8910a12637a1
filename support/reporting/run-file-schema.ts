// The schema of reports/run.json, for the program that writes it and for those that read it.
import { z } from 'zod';

/** The schema of reports/run.json, a contract with other programs. */
export const runFileSchema = z.strictObject({
  /** The same as in the ledger. */
  runId: z.string(),
  /** The name of the profile. */
  environment: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  baseUrl: z.string().optional(),
  kubernetes: z.string().optional(),
  /** What the Focus Server reports as its version. */
  software: z.string().optional(),
  images: z.array(z.string()),
});
export type RunFile = z.infer<typeof runFileSchema>;
