// What the rest of the suite uses of the verdict.
export { type ExitReason, exitCodes, type Outcome, outcomes } from './exit-codes';
export { interruptedNote } from './interrupted';
export {
  type JudgedEnvironment,
  judge,
  judgeScenario,
  type KnownGap,
  meaningOf,
  type RunConditions,
  type ScenarioVerdict,
  type Verdict,
  wasNotBegun,
} from './judge';
export { notApplicableNote } from './not-applicable';
export { type ObservedScenario, RunObserver } from './observation';
export { nameWithRow, rowValues } from './row-values';
export { addRunProblem, runProblems } from './run-problems';
export { summaryLines } from './summary';
export { type VerdictFile, verdictFileSchema, verdictFileText } from './verdict-file';
