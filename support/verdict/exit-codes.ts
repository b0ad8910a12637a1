// The exit codes of a run and the outcomes of scenarios that lead to them; docs/exit-codes.md is generated from here.

export const exitCodes = {
  accepted: {
    code: 0,
    meaning: 'accepted: every checked requirement holds, or is a known gap',
  },
  notMet: { code: 1, meaning: 'a requirement is not met' },
  misconfigured: { code: 2, meaning: 'the call or the configuration is wrong, or nothing was tested' },
  unusable: { code: 3, meaning: 'the environment could not be used, or the suite itself failed' },
} as const;

/** The possible outcomes of a scenario. `exit` is the exit code that the outcome leads to, `label` its name for readers. */
export const outcomes = {
  accepted: { label: 'accepted', exit: 'accepted' },
  knownGap: { label: 'known gap', exit: 'accepted' },
  informational: { label: 'informational', exit: 'accepted' },
  notApplicable: { label: 'not applicable', exit: 'accepted' },
  notMet: { label: 'not met', exit: 'notMet' },
  weakened: { label: 'less than promised', exit: 'notMet' },
  gapGone: { label: 'gap gone', exit: 'notMet' },
  flaky: { label: 'flaky', exit: 'notMet' },
  misconfigured: { label: 'misconfigured', exit: 'misconfigured' },
  blocked: { label: 'blocked by the environment', exit: 'unusable' },
  suiteFailed: { label: 'the suite failed', exit: 'unusable' },
  interrupted: { label: 'interrupted', exit: 'unusable' },
} as const satisfies Record<string, { label: string; exit: keyof typeof exitCodes }>;

export type Outcome = keyof typeof outcomes;
export type ExitReason = keyof typeof exitCodes;

// Outcomes that are a result about the product; a run without any of them has tested nothing.
const decided: ReadonlySet<Outcome> = new Set([
  'accepted',
  'knownGap',
  'informational',
  'notMet',
  'weakened',
  'gapGone',
  'flaky',
]);

/**
 * The exit of a run from the outcomes of its scenarios. A requirement that is not met decides, whatever else could not be checked.
 * A run that decided nothing is a wrong call, not an acceptance.
 */
export function decideExit(results: readonly Outcome[]): ExitReason {
  const reasons = new Set<ExitReason>(results.map((outcome) => outcomes[outcome].exit));
  const worst = (['notMet', 'misconfigured', 'unusable'] as const).find((reason) => reasons.has(reason));
  if (worst !== undefined) return worst;
  return results.some((outcome) => decided.has(outcome)) ? 'accepted' : 'misconfigured';
}
