// The rules for a configuration beyond its shape; each rule reads the limits that hold at the moment.
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

/** Checks one aspect of a request and returns what is wrong with it. */
export type Rule = (request: ConfigureRequest, limits: Limits) => readonly Problem[];

export type Rules = Readonly<Record<string, Rule>>;

/** Every rule by its name. */
export const rules = {
  height: (request) => {
    const { height } = request.displayInfo;
    return height > 0 ? [] : [describeProblem(['displayInfo', 'height'], height, 'a whole number of pixels above 0')];
  },
  timeAxis: (request) => {
    const duration = request.displayTimeAxisDuration;
    if (duration === undefined || duration === null || duration > 0) {
      return [];
    }
    return [describeProblem(['displayTimeAxisDuration'], duration, 'a number of seconds above 0')];
  },
  viewType: (request) => {
    const valid = '0 (multi-channel), 1 (single-channel) or 2 (waterfall)';
    return Object.values<number>(viewTypes).includes(request.view_type)
      ? []
      : [describeProblem(['view_type'], request.view_type, valid)];
  },
  channels: (request, limits) => {
    const { min, max } = request.channels;
    const valid = `from ${limits.lowestChannel} to ${limits.highestChannel}`;
    const isOutside = (channel: number) => channel < limits.lowestChannel || channel > limits.highestChannel;
    return [
      ...(isOutside(min) ? [describeProblem(['channels', 'min'], min, `a channel ${valid}`)] : []),
      ...(isOutside(max) ? [describeProblem(['channels', 'max'], max, `a channel ${valid}`)] : []),
    ];
  },
  channelOrder: (request) => {
    const { min, max } = request.channels;
    return min <= max ? [] : [describeProblem(['channels', 'min'], min, `not above channels.max, which is ${max}`)];
  },
  frequencyLimits: (request, limits) => {
    const { min, max } = request.frequencyRange ?? { min: 0, max: limits.nyquistHz };
    const valid = `a frequency from 0 to ${limits.nyquistHz} Hz (the Nyquist limit, half the sample rate)`;
    const isOutside = (frequency: number) => frequency < 0 || frequency > limits.nyquistHz;
    return [
      ...(isOutside(min) ? [describeProblem(['frequencyRange', 'min'], min, valid)] : []),
      ...(isOutside(max) ? [describeProblem(['frequencyRange', 'max'], max, valid)] : []),
    ];
  },
  frequencyOrder: (request) => {
    const { min, max } = request.frequencyRange ?? { min: 0, max: 1 };
    return min < max
      ? []
      : [describeProblem(['frequencyRange', 'min'], min, `below frequencyRange.max, which is ${max}`)];
  },
  nfft: (request, limits) => {
    const nfft = request.nfftSelection ?? limits.smallestNfft;
    if (request.view_type === viewTypes.waterfall || isPowerOfTwo(nfft, limits.smallestNfft)) {
      return [];
    }
    return [
      describeProblem(
        ['nfftSelection'],
        nfft,
        `a power of two from ${limits.smallestNfft} to ${findLargestNfft(request, limits)}`,
      ),
    ];
  },
  nfftOfView: (request, limits) => {
    const nfft = request.nfftSelection ?? limits.smallestNfft;
    const largest = findLargestNfft(request, limits);
    if (request.view_type === viewTypes.waterfall || !isPowerOfTwo(nfft, limits.smallestNfft) || nfft <= largest) {
      return [];
    }
    const valid = `a power of two from ${limits.smallestNfft} to ${largest} for view_type ${request.view_type}`;
    return [describeProblem(['nfftSelection'], nfft, valid)];
  },
  waterfall: (request) => (request.view_type === viewTypes.waterfall ? checkWaterfall(request) : []),
  timesPaired: (request) => {
    const { start_time: start, end_time: end } = readTimes(request);
    if ((start === null) === (end === null)) {
      return [];
    }
    const missing = start === null ? 'start_time' : 'end_time';
    return [describeProblem([missing], null, 'given together with the other time (historic) or both null (live)')];
  },
  timesValid: (request) => {
    return Object.entries(readTimes(request)).flatMap(([field, value]) =>
      value !== null && value < 0 ? [describeProblem([field], value, 'epoch seconds, 0 or above')] : [],
    );
  },
  timesPast: (request, limits) => {
    const now = Math.floor(limits.nowEpochSeconds);
    return Object.entries(readTimes(request)).flatMap(([field, value]) =>
      value !== null && value > now ? [describeProblem([field], value, `not in the future (now is ${now})`)] : [],
    );
  },
  timesOrder: (request) => {
    const { start_time: start, end_time: end } = readTimes(request);
    if (start === null || end === null || start < end) {
      return [];
    }
    return [describeProblem(['start_time'], start, `before end_time, which is ${end}`)];
  },
} satisfies Rules;

export type RuleName = keyof typeof rules;

/** Whether a request is for live data. */
export function isLive(request: ConfigureRequest): boolean {
  return (request.start_time ?? null) === null && (request.end_time ?? null) === null;
}

function checkWaterfall(request: ConfigureRequest): Problem[] {
  const { nfftSelection: nfft, frequencyRange, displayTimeAxisDuration: duration } = request;
  const absent = 'absent or null for a waterfall (view_type 2)';
  return [
    ...(nfft === 1 || nfft === undefined || nfft === null
      ? []
      : [describeProblem(['nfftSelection'], nfft, '1 for a waterfall (view_type 2)')]),
    ...(frequencyRange ? [describeProblem(['frequencyRange'], frequencyRange, absent)] : []),
    ...(duration === undefined || duration === null
      ? []
      : [describeProblem(['displayTimeAxisDuration'], duration, absent)]),
  ];
}

function readTimes(request: ConfigureRequest): { start_time: number | null; end_time: number | null } {
  return { start_time: request.start_time ?? null, end_time: request.end_time ?? null };
}

function findLargestNfft(request: ConfigureRequest, limits: Limits): number {
  return request.view_type === viewTypes.singleChannel
    ? limits.largestNfftSingleChannel
    : limits.largestNfftMultiChannel;
}

function isPowerOfTwo(value: number, smallest: number): boolean {
  return value >= smallest && value <= 2 ** 30 && (value & (value - 1)) === 0;
}

function describeProblem(path: readonly string[], value: unknown, valid: string): Problem {
  const msg = `${path.join('.')} is ${JSON.stringify(value)}; it must be ${valid}`;
  return { loc: ['body', ...path], msg, type: 'value_error' };
}
