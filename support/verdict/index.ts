// What the rest of the suite uses of the verdict.
export { type ExitReason, exitCodes, type Outcome, outcomes } from './exit-codes';
export {
  type JudgedEnvironment,
  judge,
  judgeScenario,
  type KnownGap,
  type ScenarioVerdict,
  type Verdict,
} from './judge';
export { type ObservedScenario, RunObserver } from './observation';
export { nameWithRow, rowValues } from './row-values';
export { summaryLines } from './summary';
export { verdictFileSchema, verdictFileText } from './verdict-file';
