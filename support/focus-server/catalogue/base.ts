// The valid investigation that the others are variations of, and the limits that they stretch to.
import { EnvironmentError } from '../../common/errors';
import { type Investigation, type Recording, viewTypes } from '../contract';
import { historicInvestigation, liveInvestigation, waterfallInvestigation } from '../investigation';
import { recordedMinute, runningRecording, type ServerFacts } from '../server-facts';

/**
 * A valid investigation of whatever data the server has: live data where they flow, else of a recording.
 * @throws EnvironmentError where there is neither: nothing could be opened
 */
export function validInvestigation(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  const { limits } = facts;
  if (limits.live.flows) return liveInvestigation(limits, overrides);
  const time = recordedMinute(facts) ?? runningSoFar(facts);
  if (time === undefined) {
    throw new EnvironmentError(
      'No investigation can be opened: the server waits for fibre and lists no recording of the last 30 days. Connect a fibre, or record something.',
    );
  }
  return historicInvestigation(limits, time, overrides);
}

/** The same as a single-channel view; its channels are those of the overrides. */
export function singleChannel(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  return validInvestigation(facts, { view_type: viewTypes.singleChannel, ...overrides });
}

/** A waterfall of whatever data the server has. */
export function waterfall(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  const { start_time, end_time } = validInvestigation(facts);
  return waterfallInvestigation(facts.limits, { start_time, end_time, ...overrides });
}

/** An investigation of a recorded time. @throws EnvironmentError where nothing is recorded that has ended */
export function recordedInvestigation(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  return historicInvestigation(facts.limits, recorded(facts), overrides);
}

/** A minute that was recorded. @throws EnvironmentError where none was */
export function recorded(facts: ServerFacts): Required<Recording> {
  return existing(recordedMinute(facts), 'recording that has ended');
}

/** @throws EnvironmentError where there is no such recording */
export function existing<T>(recording: T | undefined, what: string): T {
  if (recording !== undefined) return recording;
  throw new EnvironmentError(
    `The server lists no ${what} within the last 30 days: record something, or look at the environment's recordings.`,
  );
}

/**
 * Half of the sampling rate that the server reports, in Hz.
 * @throws EnvironmentError while the server waits for fibre, as it reports no rate then
 */
export function nyquistOf({ limits }: ServerFacts): number {
  if (limits.live.prr > 0) return limits.live.nyquist;
  throw new EnvironmentError(
    `The limit of frequencies cannot be known: the server reports a sampling rate of ${limits.live.prr} (${limits.live.sw_version}). Connect a fibre.`,
  );
}

function runningSoFar(facts: ServerFacts): { start: number; end: number } | undefined {
  const recording = runningRecording(facts);
  return recording && { start: recording.start, end: Math.min(recording.start + 60, facts.now) };
}
