// How the stand-in shows faults of validation: wrong limits, rules that are left out, data that is misjudged.
import type { Hooks } from '../hooks';
import { refuse } from '../rest/refusal';
import { onContainer } from './manifests';

/** A limit as if somebody had once written down the sample rate of another fibre: 2500 samples per second. */
const forgottenNyquistHz = 1250;

export const requestFaults: Readonly<Record<string, Partial<Hooks>>> = {
  'live-accepted-without-fibre': { liveData: () => true },
  'live-refused-with-fibre': { liveData: () => false },
  'no-data-range-accepted': { noRecording: () => undefined },
  'no-data-answered-500': {
    noRecording: ({ problems: [problem] }) => refuse(500, problem?.loc ?? [], 'no_data', problem?.msg ?? ''),
  },
  'historic-range-not-passed': {
    creations: onContainer((container) => {
      container.args = container.args?.slice(0, 1) ?? [];
    }),
  },
  'partly-recorded-refused': {
    recordings: (found, { start, end }) => found.filter(([from, to]) => from <= start && (to === -1 || to >= end)),
  },
  'running-recording-refused': { recordings: (found) => found.filter(([, to]) => to !== -1) },
  'future-accepted': without('timesPast'),
  'reversed-accepted': {
    reading: (request) => {
      const { start_time: start, end_time: end } = request;
      const isReversed = typeof start === 'number' && typeof end === 'number' && start > end;
      return isReversed ? { ...request, start_time: end, end_time: start } : request;
    },
  },
  'equal-accepted': {
    reading: (request) => {
      const { start_time: start, end_time: end } = request;
      return typeof start === 'number' && start === end ? { ...request, start_time: start - 1 } : request;
    },
  },
  'channel-above-highest-accepted': limit(({ highestChannel }) => ({ highestChannel: highestChannel + 1 })),
  'highest-channel-refused': limit(({ highestChannel }) => ({ highestChannel: highestChannel - 1 })),
  'channel-below-lowest-accepted': limit(({ lowestChannel }) => ({ lowestChannel: lowestChannel - 1 })),
  'lowest-channel-refused': limit(({ lowestChannel }) => ({ lowestChannel: lowestChannel + 1 })),
  'nyquist-is-constant': limit(() => ({ nyquistHz: forgottenNyquistHz })),
  'nyquist-off-by-one': limit(({ nyquistHz }) => ({ nyquistHz: nyquistHz + 1 })),
  'nfft-zero-accepted': {
    reading: (request) => (request.nfftSelection === 0 ? { ...request, nfftSelection: null } : request),
  },
  'nfft-negative-accepted': {
    reading: (request) => ((request.nfftSelection ?? 0) < 0 ? { ...request, nfftSelection: null } : request),
  },
  'nfft-not-power-of-two-accepted': without('nfft'),
  'nfft-limit-of-view-ignored': without('nfftOfView'),
  'view-type-ignored': {
    reading: (request) => ([0, 1, 2].includes(request.view_type) ? request : { ...request, view_type: 0 }),
  },
  'waterfall-rules-ignored': without('waterfall'),
};

function without(rule: string): Partial<Hooks> {
  return { rules: (rules) => Object.fromEntries(Object.entries(rules).filter(([name]) => name !== rule)) };
}

type Limits = Parameters<Hooks['limits']>[0];

function limit(change: (limits: Limits) => Partial<Limits>): Partial<Hooks> {
  return { limits: (limits) => ({ ...limits, ...change(limits) }) };
}
