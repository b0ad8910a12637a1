// How the stand-in shows faults of validation: wrong limits, rules that are left out, data that is misjudged.
import type { Hooks } from '../hooks';
import { refuse } from '../rest/refusal';
import type { ConfigureRequest } from '../rest/requests';
import { isLive, type Rule, viewTypes } from '../rest/rules';
import { onContainer } from './manifests';

/** A limit as if somebody had once written down the sample rate of another fibre: 2500 samples per second. */
const forgottenNyquistHz = 1250;

/** What a client most often sends. */
const guesses = { channels: { min: 1, max: 10 }, displayInfo: { height: 800 }, view_type: viewTypes.multiChannel };

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
  'nfft-of-waterfall-for-all': {
    reading: (request) => (request.nfftSelection === 1 ? { ...request, nfftSelection: null } : request),
  },
  'waterfall-rules-ignored': without('waterfall'),
  'multi-channel-rules-alone': onlyWhere(({ view_type }) => view_type === viewTypes.multiChannel),
  'live-rules-alone': onlyWhere(isLive),
  'missing-fields-guessed': {
    received: (body) => (typeof body === 'object' ? { ...guesses, ...body } : body),
  },
  'height-zero-accepted': without('height'),
  'historic-range-swapped': {
    creations: onContainer((container, { job }) => {
      const { start_time: start, end_time: end } = job.request;
      if (start && end) container.args = ['stream', `--start-time=${end}`, `--end-time=${start}`];
    }),
  },
};

/** The limits of channels, frequencies and FFT sizes hold for some requests alone. */
function onlyWhere(holds: (request: ConfigureRequest) => boolean): Partial<Hooks> {
  const limited = ['channels', 'channelOrder', 'frequencyLimits', 'frequencyOrder', 'nfft', 'nfftOfView'];
  const restricted =
    (rule: Rule): Rule =>
    (request, limits) =>
      holds(request) ? rule(request, limits) : [];
  return {
    rules: (rules) =>
      Object.fromEntries(
        Object.entries(rules).map(([name, rule]) => [name, limited.includes(name) ? restricted(rule) : rule]),
      ),
  };
}

function without(rule: string): Partial<Hooks> {
  return { rules: (rules) => Object.fromEntries(Object.entries(rules).filter(([name]) => name !== rule)) };
}

type Limits = Parameters<Hooks['limits']>[0];

function limit(change: (limits: Limits) => Partial<Limits>): Partial<Hooks> {
  return { limits: (limits) => ({ ...limits, ...change(limits) }) };
}
