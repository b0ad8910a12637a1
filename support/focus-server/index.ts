// What the rest of the suite uses of the Focus Server's side.
export {
  expectAlive,
  expectChannels,
  expectConsistent,
  expectJob,
  expectLiveMetadata,
  expectRecordings,
  inconsistencies,
  UnexpectedAnswerError,
} from './answers';
export { FocusServerClient, type FocusServerOptions } from './client';
export type {
  Investigation,
  JobAnswer,
  LiveMetadata,
  Range,
  Recording,
} from './contract';
export { describeExchange, type Exchange, type FailedCall } from './exchange';
export { FocusServerError, type FocusServerFailure } from './focus-server-error';
export {
  historicInvestigation,
  liveInvestigation,
  readLimits,
  type ServerLimits,
  waterfallInvestigation,
} from './investigation';
export { type Refusal, type RefusalShape, readRefusal } from './refusal';
