// The valid investigation that the others vary, and the limits that they reach.
import { EnvironmentError } from '../../common/errors';
import { type Investigation, type Recording, viewTypes } from '../contract';
import { buildHistoricInvestigation, buildLiveInvestigation, buildWaterfallInvestigation } from '../investigation';
import { findRecordedMinute, findRunningRecording, type ServerFacts } from '../server-facts';

/**
 * A valid investigation of the data that the server has: live data if they flow, else a recording.
 * @throws EnvironmentError if there is neither: no investigation can be opened
 */
export function buildValidInvestigation(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  const { limits } = facts;
  if (limits.live.flows) return buildLiveInvestigation(limits, overrides);
  const time = findRecordedMinute(facts) ?? findRunningTime(facts);
  if (time === undefined) {
    throw new EnvironmentError(
      'No investigation can be opened: the server waits for fibre and lists no recording of the last 30 days. Connect a fibre, or make a recording.',
    );
  }
  return buildHistoricInvestigation(limits, time, overrides);
}

/** The same as a single-channel view; its channels are those of the overrides. */
export function buildSingleChannel(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  return buildValidInvestigation(facts, { view_type: viewTypes.singleChannel, ...overrides });
}

/** A waterfall of the data that the server has. */
export function buildWaterfall(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  const { start_time, end_time } = buildValidInvestigation(facts);
  return buildWaterfallInvestigation(facts.limits, { start_time, end_time, ...overrides });
}

/** An investigation of a recorded time. @throws EnvironmentError if there is no recording that has ended */
export function buildRecordedInvestigation(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  return buildHistoricInvestigation(facts.limits, requireRecordedMinute(facts), overrides);
}

/** A minute that was recorded. @throws EnvironmentError if there is none */
export function requireRecordedMinute(facts: ServerFacts): Required<Recording> {
  return requireRecording(findRecordedMinute(facts), 'recording that has ended');
}

/** @throws EnvironmentError if there is no such recording */
export function requireRecording<T>(recording: T | undefined, what: string): T {
  if (recording !== undefined) return recording;
  throw new EnvironmentError(
    `The server lists no ${what} within the last 30 days: record something, or check the environment's recordings.`,
  );
}

/**
 * Half of the sampling rate that the server reports, in Hz.
 * @throws EnvironmentError while the server waits for fibre, since it reports no rate then
 */
export function readNyquist({ limits }: ServerFacts): number {
  if (limits.live.prr > 0) return limits.live.nyquist;
  throw new EnvironmentError(
    `The limit of frequencies cannot be known: the server reports a sampling rate of ${limits.live.prr} (${limits.live.sw_version}). Connect a fibre.`,
  );
}

function findRunningTime(facts: ServerFacts): { start: number; end: number } | undefined {
  const recording = findRunningRecording(facts);
  return recording && { start: recording.start, end: Math.min(recording.start + 60, facts.now) };
}
