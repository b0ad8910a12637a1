// Gives every scenario its outcome and the run its exit code, from what was observed and what the environment is known for.

import { weakenedPromiseFromNote } from '../common/weakened-promise';
import { firstLine } from '../common/wording';
import { type ExitReason, exitCodes, exitOf, type Outcome, outcomes } from './exit-codes';
import { outcomeOfFailure, reasonOfFailure } from './failure-outcome';
import { interruptionFromNote } from './interrupted';
import { reasonFromNote } from './not-applicable';
import type { ObservedScenario, RunObserver } from './observation';
import type { ObservedFailure } from './observed-failure';
import { nameWithRow } from './row-values';

/** A requirement that the environment is known not to meet yet. */
export interface KnownGap {
  /** Jira key. */
  readonly key: string;
  /** The `@id:…` tag of its scenario. */
  readonly scenario: string;
  /** The last day (UTC) on which it is tolerated. */
  readonly until: string;
  readonly reason: string;
}

/** What the judge has to know of an environment. */
export interface JudgedEnvironment {
  readonly name: string;
  /** The suite's own sandbox: it may do less than the sentences promise. */
  readonly sandbox: boolean;
  readonly knownGaps: readonly KnownGap[];
  readonly capacity: { readonly enforcement: 'required' | 'informational' };
}

/** What is known of a run beside its messages. */
export interface RunConditions {
  /** A signal ended it. */
  readonly interrupted?: boolean;
  /** It was to end at its first failure. */
  readonly failFast?: boolean;
  /** What went wrong beside scenarios and hooks. */
  readonly problems?: readonly string[];
}

export interface ScenarioVerdict {
  readonly scenario: ObservedScenario;
  /** The scenario's name with its row. */
  readonly title: string;
  readonly outcome: Outcome;
  /** Why; empty when accepted. */
  readonly reason: string;
  /** The known gap that applies. */
  readonly gap?: KnownGap;
  /** Where less was demanded than the sentences promise, such as `shortened: 60 s of 1 h (stability.durationMs)`. */
  readonly weakened: readonly string[];
}

export interface Verdict {
  readonly environment: string;
  readonly scenarios: readonly ScenarioVerdict[];
  /** Failures of the run as a whole, such as of a BeforeAll hook. */
  readonly problems: readonly string[];
  readonly interrupted: boolean;
  readonly exit: ExitReason;
  readonly exitCode: number;
}

const interruptionError = 'InterruptionError';
const capacityTag = '@capacity';

/**
 * The verdict on a run. One that was interrupted is never accepted, whatever it had seen by then.
 * @param today the day (UTC) on which known gaps are looked at, such as `2026-11-22`
 */
export function judge(
  observer: RunObserver,
  environment: JudgedEnvironment,
  today: string,
  conditions: RunConditions = {},
): Verdict {
  const { interrupted = false } = conditions;
  const scenarios = observer.scenarios().map((scenario) => judgeScenario(scenario, environment, today, conditions));
  const problems = [...observer.problems(), ...(conditions.problems ?? [])];
  const results: Outcome[] = scenarios.map(({ outcome }) => outcome);
  if (interrupted) results.push('interrupted');
  if (problems.length > 0) results.push('suiteFailed');
  const exit = exitOf(results);
  return { environment: environment.name, scenarios, problems, interrupted, exit, exitCode: exitCodes[exit].code };
}

/** The outcome of one scenario. */
export function judgeScenario(
  scenario: ObservedScenario,
  environment: JudgedEnvironment,
  today: string,
  { interrupted = false, failFast = false }: RunConditions = {},
): ScenarioVerdict {
  const gap = environment.knownGaps.find((known) => scenario.tags.includes(known.scenario));
  const decided = decideInterrupted(scenario, interrupted) ?? decide(scenario, { environment, gap, today, failFast });
  const weakened = scenario.notes.flatMap((note) => weakenedPromiseFromNote(note) ?? []);
  return { scenario, title: nameWithRow(scenario.name, scenario.row), ...decided, weakened, ...(gap && { gap }) };
}

type Decision = Pick<ScenarioVerdict, 'outcome' | 'reason'>;

interface Circumstances {
  readonly environment: JudgedEnvironment;
  readonly gap: KnownGap | undefined;
  readonly today: string;
  readonly failFast: boolean;
}

/** What was cut off or not begun decides nothing, however its steps ended: what they saw then may be the interruption's own doing. */
function decideInterrupted(scenario: ObservedScenario, interrupted: boolean): Decision | undefined {
  const { finished, attempts, notes, failures, skipped } = scenario;
  if (interrupted && !finished) {
    return {
      outcome: 'interrupted',
      reason: `was ${attempts === 0 ? 'not begun' : 'still running'} when the run was ended`,
    };
  }
  const [failure, ...further] = failures;
  const reason = notes.map(interruptionFromNote).find((text) => text !== undefined);
  if (reason === undefined) {
    return failure?.type === interruptionError ? { outcome: 'interrupted', reason: failure.message } : undefined;
  }
  if (failure === undefined) {
    return { outcome: 'interrupted', reason: `${skipped ? 'was not begun' : 'was not judged'}: ${reason}` };
  }
  // What could not be removed in time is told too.
  const left = further.filter(({ type }) => type === interruptionError).map(({ message }) => `\n${message}`);
  return { outcome: 'interrupted', reason: `was cut off in "${failure.where}": ${reason}${left.join('')}` };
}

function decide(scenario: ObservedScenario, circumstances: Circumstances): Decision {
  if (scenario.attempts === 0) return { outcome: 'suiteFailed', reason: 'was not begun when the run ended' };
  if (!scenario.finished) return { outcome: 'suiteFailed', reason: 'was not finished when the run ended' };
  if (scenario.steps === 0) return { outcome: 'suiteFailed', reason: 'has no step, so nothing was tested' };
  const failure = decidingFailure(scenario);
  if (failure !== undefined) return decideFailed(scenario, failure, circumstances);
  if (scenario.attempts > 1) return decideRetried(scenario);
  if (scenario.skipped) return decideSkipped(scenario, circumstances);
  const { gap, environment } = circumstances;
  if (gap === undefined) return decideHeld(scenario, environment);
  const reason = `the known gap ${gap.key} is gone: remove it from the profile of "${environment.name}"`;
  return { outcome: 'gapGone', reason };
}

/** What held is accepted; but where the environment is required to keep the promise, only if no less was demanded than promised. */
function decideHeld({ notes }: ObservedScenario, { sandbox, capacity }: JudgedEnvironment): Decision {
  const weakened = notes.flatMap((note) => weakenedPromiseFromNote(note) ?? []);
  if (weakened.length === 0 || sandbox || capacity.enforcement === 'informational')
    return { outcome: 'accepted', reason: '' };
  return {
    outcome: 'weakened',
    reason: `held, but the profile demands less than the sentence promises: ${weakened.join('; ')}`,
  };
}

/** The last attempt's failure; but a requirement that the first attempt saw not to be met stands, whatever kept the last one from looking. */
function decidingFailure({ failures, firstFailure, attempts }: ObservedScenario): ObservedFailure | undefined {
  const [last] = failures;
  if (last === undefined || firstFailure === undefined) return last;
  if (outcomeOfFailure(last) === 'notMet' || outcomeOfFailure(firstFailure) !== 'notMet') return last;
  return { ...firstFailure, message: `${firstFailure.message}\nat attempt ${attempts}: ${last.message}` };
}

function decideFailed(scenario: ObservedScenario, failure: ObservedFailure, circumstances: Circumstances): Decision {
  const outcome = outcomeOfFailure(failure);
  if (outcome !== 'notMet') return { outcome, reason: reasonOfFailure(failure) };
  const tolerated = toleranceOf(scenario, failure.message, circumstances);
  if (tolerated === undefined) return { outcome, reason: expiredGap(circumstances) + failure.message };
  // What is tolerated is that the requirement is not met; not what its hooks then find, such as objects that are left.
  const [, further] = scenario.failures;
  return further === undefined ? tolerated : { outcome: outcomeOfFailure(further), reason: reasonOfFailure(further) };
}

/** Why the environment need not meet the requirement; undefined where it has to. */
function toleranceOf(
  { tags }: ObservedScenario,
  message: string,
  { gap, environment, today }: Circumstances,
): Decision | undefined {
  if (gap !== undefined) {
    const reason = `${gap.key}, tolerated until ${gap.until}: ${gap.reason}`;
    return today <= gap.until ? { outcome: 'knownGap', reason } : undefined;
  }
  const informational = environment.capacity.enforcement === 'informational' && tags.includes(capacityTag);
  return informational ? { outcome: 'informational', reason: message } : undefined;
}

function expiredGap({ gap }: Circumstances): string {
  return gap === undefined ? '' : `the known gap ${gap.key} was tolerated until ${gap.until}: `;
}

function decideRetried({ attempts, firstFailure, skipped }: ObservedScenario): Decision {
  const end = skipped ? 'was skipped' : 'passed only';
  return {
    outcome: 'flaky',
    reason: `${end} at attempt ${attempts}; at first: ${firstLine(firstFailure?.message ?? '')}`,
  };
}

function decideSkipped({ begun, notes }: ObservedScenario, { failFast }: Circumstances): Decision {
  if (!begun && failFast) {
    return { outcome: 'interrupted', reason: 'was not begun: the run ended at its first failure (--fail-fast)' };
  }
  const reason = notes.map(reasonFromNote).find((text) => text !== undefined);
  return reason === undefined
    ? { outcome: 'suiteFailed', reason: 'was skipped without a reason' }
    : { outcome: 'notApplicable', reason };
}

/** What a run ended with, as it is told to people. */
export function meaningOf({ exit, interrupted, problems, scenarios }: Verdict): string {
  const soFar = exitCodes[exit].meaning;
  if (interrupted) {
    return exit === 'unusable'
      ? 'interrupted before its end, so nothing is accepted'
      : `interrupted before its end; so far ${soFar}`;
  }
  const unusable = scenarios.filter(({ outcome }) => outcomes[outcome].exit === 'unusable');
  const cutShort = problems.length === 0 && unusable.length > 0 && unusable.every(wasNotBegun);
  return exit === 'unusable' && cutShort ? 'ended at its first failure (--fail-fast), so nothing is accepted' : soFar;
}

/** Whether the run was interrupted before the scenario's first step: such scenarios are counted, not listed. */
export function wasNotBegun({ outcome, scenario }: ScenarioVerdict): boolean {
  if (outcome !== 'interrupted') return false;
  return !scenario.begun || (scenario.skipped && scenario.failures.length === 0);
}
