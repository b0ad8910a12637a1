// What a configuration must keep to beyond its shape: each rule reads the limits that hold at the moment.

import type { Problem } from './refusal';
import type { ConfigureRequest } from './requests';

export const viewTypes = { multiChannel: 0, singleChannel: 1, waterfall: 2 } as const;

/** What limits a configuration. */
export interface Limits {
  readonly lowestChannel: number;
  readonly highestChannel: number;
  /** Half the sample rate. */
  readonly nyquistHz: number;
  readonly smallestNfft: number;
  readonly largestNfftMultiChannel: number;
  readonly largestNfftSingleChannel: number;
  readonly nowEpochSeconds: number;
}

/** Looks at one aspect of a request and says what is wrong with it. */
export type Rule = (request: ConfigureRequest, limits: Limits) => readonly Problem[];

/** Every rule by its name. */
export const rules: Readonly<Record<string, Rule>> = {
  height: (request) => {
    const { height } = request.displayInfo;
    return height > 0 ? [] : [problem(['displayInfo', 'height'], height, 'a whole number of pixels above 0')];
  },
  timeAxis: (request) => {
    const duration = request.displayTimeAxisDuration;
    if (duration === undefined || duration === null || duration > 0) {
      return [];
    }
    return [problem(['displayTimeAxisDuration'], duration, 'a number of seconds above 0')];
  },
  viewType: (request) => {
    const valid = '0 (multi-channel), 1 (single-channel) or 2 (waterfall)';
    return Object.values<number>(viewTypes).includes(request.view_type)
      ? []
      : [problem(['view_type'], request.view_type, valid)];
  },
  channels: (request, limits) => {
    const { min, max } = request.channels;
    const valid = `from ${limits.lowestChannel} to ${limits.highestChannel}`;
    const outside = (channel: number) => channel < limits.lowestChannel || channel > limits.highestChannel;
    return [
      ...(outside(min) ? [problem(['channels', 'min'], min, `a channel ${valid}`)] : []),
      ...(outside(max) ? [problem(['channels', 'max'], max, `a channel ${valid}`)] : []),
    ];
  },
  channelOrder: (request) => {
    const { min, max } = request.channels;
    return min <= max ? [] : [problem(['channels', 'min'], min, `not above channels.max, which is ${max}`)];
  },
  frequencyLimits: (request, limits) => {
    const { min, max } = request.frequencyRange ?? { min: 0, max: limits.nyquistHz };
    const valid = `a frequency from 0 to ${limits.nyquistHz} Hz (the Nyquist limit, half the sample rate)`;
    const outside = (frequency: number) => frequency < 0 || frequency > limits.nyquistHz;
    return [
      ...(outside(min) ? [problem(['frequencyRange', 'min'], min, valid)] : []),
      ...(outside(max) ? [problem(['frequencyRange', 'max'], max, valid)] : []),
    ];
  },
  frequencyOrder: (request) => {
    const { min, max } = request.frequencyRange ?? { min: 0, max: 1 };
    return min < max ? [] : [problem(['frequencyRange', 'min'], min, `below frequencyRange.max, which is ${max}`)];
  },
  nfft: (request, limits) => {
    const nfft = request.nfftSelection ?? limits.smallestNfft;
    if (request.view_type === viewTypes.waterfall || isPowerOfTwo(nfft, limits.smallestNfft)) {
      return [];
    }
    return [
      problem(['nfftSelection'], nfft, `a power of two from ${limits.smallestNfft} to ${largestNfft(request, limits)}`),
    ];
  },
  nfftOfView: (request, limits) => {
    const nfft = request.nfftSelection ?? limits.smallestNfft;
    const largest = largestNfft(request, limits);
    if (request.view_type === viewTypes.waterfall || !isPowerOfTwo(nfft, limits.smallestNfft) || nfft <= largest) {
      return [];
    }
    const valid = `a power of two from ${limits.smallestNfft} to ${largest} for view_type ${request.view_type}`;
    return [problem(['nfftSelection'], nfft, valid)];
  },
  waterfall: (request) => (request.view_type === viewTypes.waterfall ? waterfallProblems(request) : []),
  timesPaired: (request) => {
    const { start_time: start, end_time: end } = times(request);
    if ((start === null) === (end === null)) {
      return [];
    }
    const missing = start === null ? 'start_time' : 'end_time';
    return [problem([missing], null, 'given together with the other time (historic) or both null (live)')];
  },
  timesValid: (request) => {
    return Object.entries(times(request)).flatMap(([field, value]) =>
      value !== null && value < 0 ? [problem([field], value, 'epoch seconds, 0 or above')] : [],
    );
  },
  timesPast: (request, limits) => {
    const now = Math.floor(limits.nowEpochSeconds);
    return Object.entries(times(request)).flatMap(([field, value]) =>
      value !== null && value > now ? [problem([field], value, `not in the future (now is ${now})`)] : [],
    );
  },
  timesOrder: (request) => {
    const { start_time: start, end_time: end } = times(request);
    if (start === null || end === null || start < end) {
      return [];
    }
    return [problem(['start_time'], start, `before end_time, which is ${end}`)];
  },
};

/** Whether a request asks for live data. */
export function isLive(request: ConfigureRequest): boolean {
  return (request.start_time ?? null) === null && (request.end_time ?? null) === null;
}

function waterfallProblems(request: ConfigureRequest): Problem[] {
  const { nfftSelection: nfft, frequencyRange, displayTimeAxisDuration: duration } = request;
  const absent = 'absent or null for a waterfall (view_type 2)';
  return [
    ...(nfft === 1 || nfft === undefined || nfft === null
      ? []
      : [problem(['nfftSelection'], nfft, '1 for a waterfall (view_type 2)')]),
    ...(frequencyRange ? [problem(['frequencyRange'], frequencyRange, absent)] : []),
    ...(duration === undefined || duration === null ? [] : [problem(['displayTimeAxisDuration'], duration, absent)]),
  ];
}

function times(request: ConfigureRequest): { start_time: number | null; end_time: number | null } {
  return { start_time: request.start_time ?? null, end_time: request.end_time ?? null };
}

function largestNfft(request: ConfigureRequest, limits: Limits): number {
  return request.view_type === viewTypes.singleChannel
    ? limits.largestNfftSingleChannel
    : limits.largestNfftMultiChannel;
}

function isPowerOfTwo(value: number, smallest: number): boolean {
  return value >= smallest && value <= 2 ** 30 && (value & (value - 1)) === 0;
}

function problem(path: readonly string[], value: unknown, valid: string): Problem {
  const msg = `${path.join('.')} is ${JSON.stringify(value)}; it must be ${valid}`;
  return { loc: ['body', ...path], msg, type: 'value_error' };
}
