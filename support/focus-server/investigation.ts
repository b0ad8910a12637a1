// Builders of valid investigations, from the limits that the server itself tells.
import { expectChannels, expectLiveMetadata } from './answers';
import type { FocusServerClient } from './client';
import { type Investigation, type LiveMetadata, type Range, viewTypes } from './contract';

/** What the server says of itself; frequencies in Hz. */
export interface ServerLimits {
  readonly channels: Range;
  readonly live: LiveMetadata;
}

/** Reads the limits from the server's own `/channels` and `/live_metadata`. @throws UnexpectedAnswerError, FocusServerError */
export async function readLimits(client: FocusServerClient, signal?: AbortSignal): Promise<ServerLimits> {
  const [channels, live] = await Promise.all([client.channels(signal), client.liveMetadata(signal)]);
  return { channels: expectChannels(channels), live: expectLiveMetadata(live) };
}

/** The team's light configuration (10 channels, NFFT 512, 0 to 250 Hz, height 800), within the server's limits. */
export function liveInvestigation(limits: ServerLimits, overrides: Partial<Investigation> = {}): Investigation {
  const min = innerChannel(limits);
  const { max } = limits.channels;
  const nyquist = limits.live.flows ? limits.live.nyquist : Number.POSITIVE_INFINITY;
  return {
    displayTimeAxisDuration: 10,
    nfftSelection: 512,
    displayInfo: { height: 800 },
    channels: { min, max: Math.min(min + 9, max) },
    frequencyRange: { min: 0, max: Math.min(250, nyquist) },
    start_time: null,
    end_time: null,
    view_type: viewTypes.multiChannel,
    ...overrides,
  };
}

/** A view of a recorded time, in epoch seconds. */
export function historicInvestigation(
  limits: ServerLimits,
  time: { readonly start: number; readonly end: number },
  overrides: Partial<Investigation> = {},
): Investigation {
  return liveInvestigation(limits, { start_time: time.start, end_time: time.end, ...overrides });
}

/** A waterfall: NFFT 1, no frequency range, no time axis. */
export function waterfallInvestigation(limits: ServerLimits, overrides: Partial<Investigation> = {}): Investigation {
  const { frequencyRange: _range, displayTimeAxisDuration: _axis, ...rest } = liveInvestigation(limits);
  return { ...rest, nfftSelection: 1, view_type: viewTypes.waterfall, ...overrides };
}

/** The second channel, where there is one: the lowest is for those who look at the limit itself. */
export function innerChannel({ channels }: ServerLimits): number {
  return Math.min(channels.min + 1, channels.max);
}
