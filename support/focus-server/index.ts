// The parts of the Focus Server client that other folders use.
export {
  expectAlive,
  expectChannels,
  expectConsistent,
  expectJob,
  expectLiveMetadata,
  expectRecordings,
  findInconsistencies,
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
  buildHistoricInvestigation,
  buildLiveInvestigation,
  buildWaterfallInvestigation,
  readLimits,
  type ServerLimits,
} from './investigation';
export { type Refusal, type RefusalShape, readRefusal } from './refusal';
