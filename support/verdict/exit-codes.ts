// The exit codes of a run and what each outcome of a scenario contributes: the one source, documentation is generated from it.

export const exitCodes = {
  accepted: {
    code: 0,
    meaning: 'accepted: every requirement that could be looked at was observed to hold, or is a known gap',
  },
  notMet: { code: 1, meaning: 'a requirement is not met' },
  misconfigured: { code: 2, meaning: 'the call or the configuration is wrong, or nothing was tested' },
  unusable: { code: 3, meaning: 'the environment could not be used, or the suite itself failed' },
} as const;

/** What may come of a scenario. `exit` names the exit code that it asks for; `label` is how people read it. */
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

// Outcomes that say something about the product; a run without any of them has tested nothing.
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
 * The exit of a run from the outcomes of its scenarios. A requirement that was seen not to be met stands, whatever else could not be looked at;
 * a run that decided nothing is a wrong call, not an acceptance.
 */
export function exitOf(results: readonly Outcome[]): ExitReason {
  const asked = new Set<ExitReason>(results.map((outcome) => outcomes[outcome].exit));
  const worst = (['notMet', 'misconfigured', 'unusable'] as const).find((reason) => asked.has(reason));
  if (worst !== undefined) return worst;
  return results.some((outcome) => decided.has(outcome)) ? 'accepted' : 'misconfigured';
}
