// Decides the outcome of every scenario and the exit code of the run, from the observed messages and the known gaps.

import { readWeakenedPromise } from '../common/weakened-promise';
import { readFirstLine } from '../common/wording';
import { decideExit, type ExitReason, exitCodes, type Outcome, outcomes } from './exit-codes';
import { describeFailure, judgeFailure } from './failure-outcome';
import { readInterruptedNote } from './interrupted';
import { readNotApplicableNote } from './not-applicable';
import type { ObservedScenario, RunObserver } from './observation';
import type { ObservedFailure } from './observed-failure';
import { addRowToName } from './row-values';
import type { RunLeftover } from './run-leftover';

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

/** The properties of an environment that the outcome depends on. */
export interface JudgedEnvironment {
  readonly name: string;
  /** The suite's own sandbox: it may do less than the sentences promise. */
  readonly sandbox: boolean;
  readonly knownGaps: readonly KnownGap[];
  readonly capacity: { readonly enforcement: 'required' | 'informational' };
}

/** Facts about a run that its messages do not contain. */
export interface RunConditions {
  /** A signal ended it. */
  readonly interrupted?: boolean;
  /** It was started with --fail-fast: it ends at its first failure. */
  readonly failFast?: boolean;
  /** Problems outside scenarios and hooks. */
  readonly problems?: readonly string[];
  /** What jobs left behind. */
  readonly leftovers?: readonly RunLeftover[];
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
  /** What jobs left behind: the scenarios themselves had ended before it was seen. */
  readonly leftovers: readonly RunLeftover[];
  readonly interrupted: boolean;
  readonly exit: ExitReason;
  readonly exitCode: number;
}

const interruptionError = 'InterruptionError';
const capacityTag = '@capacity';

/**
 * The verdict on a run. An interrupted run is never accepted, whatever its scenarios showed.
 * @param today the day (UTC) for which known gaps are valid or expired, such as `2026-11-22`
 */
export function judge(
  observer: RunObserver,
  environment: JudgedEnvironment,
  today: string,
  conditions: RunConditions = {},
): Verdict {
  const { interrupted = false, leftovers = [] } = conditions;
  const scenarios = observer.listScenarios().map((scenario) => judgeScenario(scenario, environment, today, conditions));
  const problems = [...observer.listProblems(), ...(conditions.problems ?? [])];
  const results: Outcome[] = scenarios.map(({ outcome }) => outcome);
  if (interrupted) results.push('interrupted');
  if (problems.length > 0) results.push('suiteFailed');
  if (leftovers.some(({ late }) => late)) results.push('notMet');
  const exit = decideExit(results);
  return {
    environment: environment.name,
    scenarios,
    problems,
    leftovers,
    interrupted,
    exit,
    exitCode: exitCodes[exit].code,
  };
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
  const weakened = scenario.notes.flatMap((note) => readWeakenedPromise(note) ?? []);
  return { scenario, title: addRowToName(scenario.name, scenario.row), ...decided, weakened, ...(gap && { gap }) };
}

type Decision = Pick<ScenarioVerdict, 'outcome' | 'reason'>;

interface Circumstances {
  readonly environment: JudgedEnvironment;
  readonly gap: KnownGap | undefined;
  readonly today: string;
  readonly failFast: boolean;
}

/** A scenario that was cut off or not started decides nothing, however its steps ended: the interruption itself may be the cause. */
function decideInterrupted(scenario: ObservedScenario, interrupted: boolean): Decision | undefined {
  const { finished, attempts, notes, failures, skipped } = scenario;
  if (interrupted && !finished) {
    return {
      outcome: 'interrupted',
      reason: `was ${attempts === 0 ? 'not begun' : 'still running'} when the run was ended`,
    };
  }
  const [failure, ...further] = failures;
  const reason = notes.map(readInterruptedNote).find((text) => text !== undefined);
  if (reason === undefined) {
    return failure?.type === interruptionError ? { outcome: 'interrupted', reason: failure.message } : undefined;
  }
  if (failure === undefined) {
    return { outcome: 'interrupted', reason: `${skipped ? 'was not begun' : 'was not judged'}: ${reason}` };
  }
  // Objects that could not be removed in time are reported too.
  const left = further.filter(({ type }) => type === interruptionError).map(({ message }) => `\n${message}`);
  return { outcome: 'interrupted', reason: `was cut off in "${failure.where}": ${reason}${left.join('')}` };
}

function decide(scenario: ObservedScenario, circumstances: Circumstances): Decision {
  if (scenario.attempts === 0) return { outcome: 'suiteFailed', reason: 'was not begun when the run ended' };
  if (!scenario.finished) return { outcome: 'suiteFailed', reason: 'was not finished when the run ended' };
  if (scenario.steps === 0) return { outcome: 'suiteFailed', reason: 'has no step, so nothing was tested' };
  const failure = findDecidingFailure(scenario);
  if (failure !== undefined) return decideFailed(scenario, failure, circumstances);
  if (scenario.attempts > 1) return decideRetried(scenario);
  if (scenario.skipped) return decideSkipped(scenario, circumstances);
  const { gap, environment } = circumstances;
  if (gap === undefined) return decideHeld(scenario, environment);
  const reason = `the known gap ${gap.key} is gone: remove it from the profile of "${environment.name}"`;
  return { outcome: 'gapGone', reason };
}

/** A passed scenario is accepted, but on a `required` environment only if no less was checked than the sentences promise. */
function decideHeld({ notes }: ObservedScenario, { sandbox, capacity }: JudgedEnvironment): Decision {
  const weakened = notes.flatMap((note) => readWeakenedPromise(note) ?? []);
  if (weakened.length === 0 || sandbox || capacity.enforcement === 'informational')
    return { outcome: 'accepted', reason: '' };
  return {
    outcome: 'weakened',
    reason: `held, but less was checked than the sentences promise: ${weakened.join('; ')}`,
  };
}

/** The last attempt's failure; but if the first attempt showed that the requirement is not met, this failure, whatever the last attempt failed with. */
function findDecidingFailure({ failures, firstFailure, attempts }: ObservedScenario): ObservedFailure | undefined {
  const [last] = failures;
  if (last === undefined || firstFailure === undefined) return last;
  if (judgeFailure(last) === 'notMet' || judgeFailure(firstFailure) !== 'notMet') return last;
  return { ...firstFailure, message: `${firstFailure.message}\nat attempt ${attempts}: ${last.message}` };
}

function decideFailed(scenario: ObservedScenario, failure: ObservedFailure, circumstances: Circumstances): Decision {
  const outcome = judgeFailure(failure);
  if (outcome !== 'notMet') return { outcome, reason: describeFailure(failure) };
  const tolerated = findTolerance(scenario, failure.message, circumstances);
  if (tolerated === undefined) return { outcome, reason: describeExpiredGap(circumstances) + failure.message };
  // A gap excuses the requirement itself, not what its hooks find afterwards, such as objects that are left.
  const [, further] = scenario.failures;
  return further === undefined ? tolerated : { outcome: judgeFailure(further), reason: describeFailure(further) };
}

/** Why the environment need not meet the requirement; undefined if it must. */
function findTolerance(
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

function describeExpiredGap({ gap }: Circumstances): string {
  return gap === undefined ? '' : `the known gap ${gap.key} was tolerated until ${gap.until}: `;
}

function decideRetried({ attempts, firstFailure, skipped }: ObservedScenario): Decision {
  const end = skipped ? 'was skipped' : 'passed only';
  return {
    outcome: 'flaky',
    reason: `${end} at attempt ${attempts}; at first: ${readFirstLine(firstFailure?.message ?? '')}`,
  };
}

function decideSkipped({ begun, notes }: ObservedScenario, { failFast }: Circumstances): Decision {
  if (!begun && failFast) {
    return { outcome: 'interrupted', reason: 'was not begun: the run ended at its first failure (--fail-fast)' };
  }
  const reason = notes.map(readNotApplicableNote).find((text) => text !== undefined);
  return reason === undefined
    ? { outcome: 'suiteFailed', reason: 'was skipped without a reason' }
    : { outcome: 'notApplicable', reason };
}

/** The result of a run in one sentence. */
export function describeVerdict({ exit, interrupted, problems, scenarios }: Verdict): string {
  const soFar = exitCodes[exit].meaning;
  if (interrupted) {
    return exit === 'unusable'
      ? 'interrupted before its end, so nothing is accepted'
      : `interrupted before its end; so far ${soFar}`;
  }
  const unusable = scenarios.filter(({ outcome }) => outcomes[outcome].exit === 'unusable');
  const cutShort = problems.length === 0 && unusable.length > 0 && unusable.every(isNotStarted);
  return exit === 'unusable' && cutShort ? 'ended at its first failure (--fail-fast), so nothing is accepted' : soFar;
}

/** Whether the run was interrupted before the scenario's first step: such scenarios are counted, not listed. */
export function isNotStarted({ outcome, scenario }: ScenarioVerdict): boolean {
  if (outcome !== 'interrupted') return false;
  return !scenario.begun || (scenario.skipped && scenario.failures.length === 0);
}
