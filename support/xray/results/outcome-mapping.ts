// The status of Xray for each outcome of a scenario; docs/xray.md has this table.
import { type Outcome, outcomes } from '../../verdict';
import type { XraySettings } from '../xray-settings';
import type { JudgedScenario } from './read-reports';

type StatusSetting = keyof XraySettings['statuses'];

interface MappedOutcome {
  /** A status of Cucumber, or the setting that names a status of Xray. */
  readonly to: 'passed' | 'failed' | { readonly setting: StatusSetting };
  /** What people read in the comment of the run. */
  readonly comment: string;
}

export const outcomeMapping: Readonly<Record<Outcome, MappedOutcome>> = {
  accepted: { to: 'passed', comment: 'none' },
  knownGap: { to: 'failed', comment: 'the key of the gap, its expiry and its reason; the key is linked as a defect' },
  informational: { to: { setting: 'informational' }, comment: 'what was not met' },
  notApplicable: { to: { setting: 'notApplicable' }, comment: 'the capability that the environment lacks' },
  notMet: { to: 'failed', comment: 'expected, seen, of which object' },
  weakened: { to: 'failed', comment: 'where less was checked than the sentences promise' },
  gapGone: { to: 'failed', comment: 'the key of the gap that must be removed from the profile' },
  flaky: { to: 'failed', comment: 'the number of attempts, and the failure of the first one' },
  misconfigured: { to: { setting: 'blocked' }, comment: 'what is wrong in the configuration' },
  blocked: { to: { setting: 'blocked' }, comment: 'what made the environment unusable' },
  suiteFailed: { to: { setting: 'blocked' }, comment: 'what failed in the suite' },
  interrupted: { to: { setting: 'interrupted' }, comment: 'where the run was cut off' },
};

/** The status that every step of the scenario gets: one of Cucumber's, or the name of a status of Xray. */
export function mapStatus({ outcome }: JudgedScenario, { statuses }: Pick<XraySettings, 'statuses'>): string {
  const { to } = outcomeMapping[outcome];
  if (typeof to === 'string') return to;
  // Xray reads a scenario whose steps are all skipped as TODO.
  const status = statuses[to.setting];
  return status === 'TODO' ? 'skipped' : status;
}

/** The reason in one text; empty for an accepted scenario. */
export function describeResult({ outcome, reason, attempts, knownGap }: JudgedScenario): string {
  if (outcome === 'accepted') return '';
  const gap =
    knownGap === undefined || reason.includes(knownGap.key)
      ? ''
      : ` (${knownGap.key}, tolerated until ${knownGap.until})`;
  const tries = outcome === 'flaky' ? ` (${attempts} attempts)` : '';
  return `${outcomes[outcome].label}${gap}${tries}: ${reason}`;
}

/** The keys that are linked as defects. A key with X as its number is only announced. */
export function listDefects({ outcome, knownGap }: JudgedScenario): string[] {
  return outcome === 'knownGap' && knownGap !== undefined && /-\d+$/.test(knownGap.key) ? [knownGap.key] : [];
}
