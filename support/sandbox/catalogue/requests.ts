// Faults of validation before launch: wrong limits, rules that are left out, data that is misjudged.
import type { Fault } from './fault';
import { scenarios } from './scenarios';

const { liveAsSaid, liveFlows, liveMissing, recorded, unrecorded, partlyRecorded, stillRecorded } = scenarios;
const { future, timeOrder, channels, wrongChannels, wrongFrequencies, wrongNfft, wrongViews, wrongWaterfalls } =
  scenarios;
const { throughput, clarity, noDataError } = scenarios;

export const requestFaults: readonly Fault[] = [
  fault('live-accepted-without-fibre', 'accepts a live job while it waits for the fibre', liveMissing),
  {
    ...fault('live-refused-with-fibre', 'refuses a live job although live data flows', liveAsSaid, liveFlows),
    breaksJobs: true,
  },
  fault(
    'no-data-range-accepted',
    'accepts a historic job in a range without a recording',
    unrecorded,
    clarity,
    noDataError,
  ),
  fault('no-data-answered-500', 'answers 500 when no recording is in the range', unrecorded, clarity, noDataError),
  fault('historic-range-not-passed', 'starts the pod of a historic job without its range', recorded),
  fault('partly-recorded-refused', 'refuses a range of which a part was not recorded', partlyRecorded),
  fault('running-recording-refused', 'finds no data in a recording that still runs', stillRecorded),
  fault('future-accepted', 'accepts times in the future', future, clarity),
  fault('reversed-accepted', 'accepts an end before the start, and swaps them', timeOrder, clarity),
  fault('equal-accepted', 'accepts a start that equals the end, and makes a second of it', timeOrder, clarity),
  fault('channel-above-highest-accepted', 'accepts the channel above the highest', wrongChannels, clarity),
  {
    ...fault('highest-channel-refused', 'refuses the highest channel', channels),
    alsoTouches: [throughput, wrongChannels, clarity],
  },
  fault('channel-below-lowest-accepted', 'accepts the channel below the lowest', wrongChannels, clarity),
  {
    ...fault('lowest-channel-refused', 'refuses the lowest channel', channels),
    alsoTouches: [throughput, wrongChannels, clarity],
  },
  fault(
    'nyquist-is-constant',
    'takes the Nyquist limit from a constant instead of the sample rate',
    wrongFrequencies,
    clarity,
  ),
  fault('nyquist-off-by-one', 'accepts one Hz above the Nyquist limit', wrongFrequencies, clarity),
  fault('nfft-zero-accepted', 'accepts NFFT 0', wrongNfft, clarity),
  fault('nfft-negative-accepted', 'accepts a negative NFFT', wrongNfft, clarity),
  fault('nfft-not-power-of-two-accepted', 'accepts an NFFT that is no power of two', wrongNfft, clarity),
  fault('nfft-limit-of-view-ignored', 'accepts an NFFT that is too large for the view', wrongNfft, clarity),
  fault('view-type-ignored', 'takes an unknown view type for multi-channel', wrongViews, clarity),
  fault('waterfall-rules-ignored', 'accepts for a waterfall what only a spectrogram has', wrongWaterfalls, clarity),
];

function fault(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return { name, does, layer: 'answer', part: 'stand-in', features: ['pre-launch'], caughtBy };
}
