// The valid investigation that the others are variations of, and the limits that they stretch to.
import { EnvironmentError } from '../../errors';
import type { Investigation } from '../contract';
import { historicInvestigation, liveInvestigation } from '../investigation';
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
