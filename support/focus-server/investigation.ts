// Builders of valid investigations, from the limits that the server reports.
import { expectChannels, expectLiveMetadata } from './answers';
import type { FocusServerClient } from './client';
import { type Investigation, type LiveMetadata, type Range, viewTypes } from './contract';

/** The limits that the server reports; frequencies in Hz. */
export interface ServerLimits {
  readonly channels: Range;
  readonly live: LiveMetadata;
}

/** Reads the limits from `/channels` and `/live_metadata`. @throws UnexpectedAnswerError, FocusServerError */
export async function readLimits(client: FocusServerClient, signal?: AbortSignal): Promise<ServerLimits> {
  const [channels, live] = await Promise.all([client.getChannels(signal), client.getLiveMetadata(signal)]);
  return { channels: expectChannels(channels), live: expectLiveMetadata(live) };
}

/** The team's light configuration (10 channels, NFFT 512, 0 to 250 Hz, height 800), within the server's limits. */
export function buildLiveInvestigation(limits: ServerLimits, overrides: Partial<Investigation> = {}): Investigation {
  const min = findInnerChannel(limits);
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

/** A historic view; `time` is in epoch seconds. */
export function buildHistoricInvestigation(
  limits: ServerLimits,
  time: { readonly start: number; readonly end: number },
  overrides: Partial<Investigation> = {},
): Investigation {
  return buildLiveInvestigation(limits, { start_time: time.start, end_time: time.end, ...overrides });
}

/** A waterfall: NFFT 1, no frequency range, no time axis. */
export function buildWaterfallInvestigation(
  limits: ServerLimits,
  overrides: Partial<Investigation> = {},
): Investigation {
  const { frequencyRange: _range, displayTimeAxisDuration: _axis, ...rest } = buildLiveInvestigation(limits);
  return { ...rest, nfftSelection: 1, view_type: viewTypes.waterfall, ...overrides };
}

/** The second channel, if there is one: the lowest is for tests of the limit itself. */
export function findInnerChannel({ channels }: ServerLimits): number {
  return Math.min(channels.min + 1, channels.max);
}
