// What the rest of the suite uses of the verdict.
export { type ExitReason, exitCodes, type Outcome, outcomes } from './exit-codes';
export { createInterruptedNote } from './interrupted';
export {
  describeVerdict,
  isNotStarted,
  type JudgedEnvironment,
  judge,
  judgeScenario,
  type KnownGap,
  type RunConditions,
  type ScenarioVerdict,
  type Verdict,
} from './judge';
export { createNotApplicableNote } from './not-applicable';
export { type ObservedScenario, RunObserver } from './observation';
export { addRowToName, readRowValues } from './row-values';
export type { RunLeftover } from './run-leftover';
export { addRunProblem, runLeftovers, runProblems, setRunLeftovers } from './run-problems';
export { renderSummary } from './summary';
export { renderVerdictFile, type VerdictFile, verdictFileSchema } from './verdict-file';
