// Gives every scenario its outcome and the run its exit code, from what was observed and what the environment is known for.
import { type ExitReason, exitCodes, exitOf, type Outcome } from './exit-codes';
import { interruptionFromNote } from './interrupted';
import { reasonFromNote } from './not-applicable';
import type { ObservedFailure, ObservedScenario, RunObserver } from './observation';
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
  readonly knownGaps: readonly KnownGap[];
  readonly capacity: { readonly enforcement: 'required' | 'informational' };
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

// Cucumber tells the class of an error by its name only.
const environmentErrors: ReadonlySet<string> = new Set(['EnvironmentError', 'KubernetesError']);
const interruptionError = 'InterruptionError';
const programmingErrors: ReadonlySet<string> = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError']);
const capacityTag = '@capacity';

/**
 * The verdict on a run. One that was interrupted is never accepted, whatever it had seen by then.
 * @param today the day (UTC) on which known gaps are looked at, such as `2026-11-22`
 */
export function judge(
  observer: RunObserver,
  environment: JudgedEnvironment,
  today: string,
  interrupted = false,
): Verdict {
  const scenarios = observer.scenarios().map((scenario) => judgeScenario(scenario, environment, today, interrupted));
  const problems = observer.problems();
  const results = [...scenarios.map(({ outcome }) => outcome), ...(interrupted ? (['interrupted'] as const) : [])];
  const exit = problems.length > 0 ? 'unusable' : exitOf(results);
  return { environment: environment.name, scenarios, problems, interrupted, exit, exitCode: exitCodes[exit].code };
}

/** The outcome of one scenario; `interrupted` where its run was. */
export function judgeScenario(
  scenario: ObservedScenario,
  environment: JudgedEnvironment,
  today: string,
  interrupted = false,
): ScenarioVerdict {
  const gap = environment.knownGaps.find((known) => scenario.tags.includes(known.scenario));
  const decided = decideInterrupted(scenario, interrupted) ?? decide(scenario, { environment, gap, today });
  return { scenario, title: nameWithRow(scenario.name, scenario.row), ...decided, ...(gap && { gap }) };
}

type Decision = Pick<ScenarioVerdict, 'outcome' | 'reason'>;

interface Circumstances {
  readonly environment: JudgedEnvironment;
  readonly gap: KnownGap | undefined;
  readonly today: string;
}

/** What was cut off or not begun decides nothing, however its steps ended: what they saw then may be the interruption's own doing. */
function decideInterrupted(scenario: ObservedScenario, interrupted: boolean): Decision | undefined {
  const { finished, notes, failures, skipped } = scenario;
  if (interrupted && !finished) return { outcome: 'interrupted', reason: 'was still running when the run was ended' };
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
  if (!scenario.finished) return { outcome: 'suiteFailed', reason: 'was not finished when the run ended' };
  if (scenario.steps === 0) return { outcome: 'suiteFailed', reason: 'has no step, so nothing was tested' };
  const [failure] = scenario.failures;
  if (failure !== undefined) return decideFailed(scenario, failure, circumstances);
  if (scenario.skipped) return decideSkipped(scenario);
  if (scenario.attempts > 1) return decideRetried(scenario);
  const { gap, environment } = circumstances;
  if (gap === undefined) return { outcome: 'accepted', reason: '' };
  const reason = `the known gap ${gap.key} is gone: remove it from the profile of "${environment.name}"`;
  return { outcome: 'gapGone', reason };
}

function decideFailed(scenario: ObservedScenario, failure: ObservedFailure, circumstances: Circumstances): Decision {
  const { where, status, type, message } = failure;
  if (status !== 'failed') return { outcome: 'suiteFailed', reason: `the step "${where}" is ${status}` };
  const outcome = outcomeOfError(type);
  if (outcome !== 'notMet') return { outcome, reason: message };
  const tolerated = toleranceOf(scenario, message, circumstances);
  if (tolerated === undefined) return { outcome, reason: expiredGap(circumstances) + message };
  // What is tolerated is that the requirement is not met; not what its hooks then find, such as objects that are left.
  const [, further] = scenario.failures;
  return further === undefined ? tolerated : { outcome: outcomeOfError(further.type), reason: further.message };
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

function decideRetried({ attempts, firstFailure }: ObservedScenario): Decision {
  return { outcome: 'flaky', reason: `passed only at attempt ${attempts}; at first: ${firstLine(firstFailure ?? '')}` };
}

function decideSkipped(scenario: ObservedScenario): Decision {
  const reason = scenario.notes.map(reasonFromNote).find((text) => text !== undefined);
  return reason === undefined
    ? { outcome: 'suiteFailed', reason: 'was skipped without a reason' }
    : { outcome: 'notApplicable', reason };
}

function outcomeOfError(type: string): 'notMet' | 'misconfigured' | 'blocked' | 'suiteFailed' {
  if (type === 'ConfigurationError') return 'misconfigured';
  if (environmentErrors.has(type)) return 'blocked';
  return programmingErrors.has(type) ? 'suiteFailed' : 'notMet';
}

/** What a run ended with, as it is told to people. */
export function meaningOf({ exit, interrupted }: Pick<Verdict, 'exit' | 'interrupted'>): string {
  if (!interrupted) return exitCodes[exit].meaning;
  if (exit === 'unusable') return 'interrupted before its end, so nothing is accepted';
  return `interrupted before its end; so far ${exitCodes[exit].meaning}`;
}

/** Whether the run was interrupted before the scenario's first step: such scenarios are counted, not listed. */
export function wasNotBegun({ outcome, scenario }: ScenarioVerdict): boolean {
  return outcome === 'interrupted' && scenario.skipped && scenario.failures.length === 0;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
