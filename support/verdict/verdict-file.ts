// reports/verdict.json: the verdict for machines, with its schema.
import { z } from 'zod';
import { type Outcome, outcomes } from './exit-codes';
import { describeVerdict, type Verdict } from './judge';

const outcomeNames = Object.keys(outcomes) as [Outcome, ...Outcome[]];

/** The schema of reports/verdict.json, a contract with other programs. */
export const verdictFileSchema = z.strictObject({
  environment: z.string(),
  /** Of the run: 0 accepted, 1 not met, 2 misconfigured, 3 unusable. */
  exitCode: z.int().min(0).max(3),
  meaning: z.string(),
  /** Whether the run was stopped before its end. */
  interrupted: z.boolean(),
  counts: z.record(z.enum(outcomeNames), z.int().min(0)),
  problems: z.array(z.string()),
  /** What jobs left behind; `late` is false where an interruption ended the wait. */
  leftovers: z.array(z.strictObject({ scenario: z.string(), text: z.string(), late: z.boolean() })),
  scenarios: z.array(
    z.strictObject({
      title: z.string(),
      feature: z.string(),
      place: z.string(),
      tags: z.array(z.string()),
      row: z.record(z.string(), z.string()),
      outcome: z.enum(outcomeNames),
      reason: z.string(),
      attempts: z.int().min(0),
      durationMs: z.int().min(0),
      /** Promises that the profile weakened: it demands less than the sentence. */
      weakened: z.array(z.string()).optional(),
      knownGap: z.strictObject({ key: z.string(), until: z.string() }).optional(),
    }),
  ),
});
export type VerdictFile = z.infer<typeof verdictFileSchema>;

/** The text of reports/verdict.json. */
export function renderVerdictFile(verdict: Verdict): string {
  const file: VerdictFile = {
    environment: verdict.environment,
    exitCode: verdict.exitCode,
    meaning: describeVerdict(verdict),
    interrupted: verdict.interrupted,
    counts: countOutcomes(verdict),
    problems: [...verdict.problems],
    leftovers: verdict.leftovers.map(({ scenario, text, late }) => ({ scenario, text, late })),
    scenarios: verdict.scenarios.map(({ scenario, title, outcome, reason, gap, weakened }) => ({
      title,
      feature: scenario.feature,
      place: `${scenario.uri}:${scenario.line}`,
      tags: [...scenario.tags],
      row: scenario.row,
      outcome,
      reason,
      attempts: scenario.attempts,
      durationMs: Math.round(scenario.durationMs),
      ...(weakened.length > 0 && { weakened: [...weakened] }),
      ...(gap && { knownGap: { key: gap.key, until: gap.until } }),
    })),
  };
  return `${JSON.stringify(verdictFileSchema.parse(file), null, 2)}\n`;
}

/** How many scenarios had each outcome, in the order of the table of outcomes. */
export function countOutcomes(verdict: Verdict): Record<Outcome, number> {
  const count = (outcome: Outcome) => verdict.scenarios.filter((scenario) => scenario.outcome === outcome).length;
  return Object.fromEntries(outcomeNames.map((outcome) => [outcome, count(outcome)])) as Record<Outcome, number>;
}
