// Faults of validation before launch: wrong limits, rules that are left out, data that is misjudged.
import type { Fault } from './fault';
import { scenarios } from './scenarios';

const { liveAsSaid, liveFlows, liveMissing, recorded, unrecorded, partlyRecorded, stillRecorded } = scenarios;
const { future, timeOrder, channels, wrongChannels, wrongFrequencies, wrongNfft, wrongViews, wrongWaterfalls } =
  scenarios;
const { throughput, clarity, noDataError, wrongRecorded, incomplete } = scenarios;

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
    alsoTouches: [throughput, wrongChannels, wrongRecorded, clarity],
  },
  fault('channel-below-lowest-accepted', 'accepts the channel below the lowest', wrongChannels, clarity),
  {
    ...fault('lowest-channel-refused', 'refuses the lowest channel', channels),
    alsoTouches: [throughput, wrongChannels, wrongRecorded, clarity],
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
  fault('nfft-of-waterfall-for-all', 'accepts for all views the NFFT that a waterfall has', wrongNfft, clarity),
  fault('waterfall-rules-ignored', 'accepts for a waterfall what only a spectrogram has', wrongWaterfalls, clarity),
  fault(
    'multi-channel-rules-alone',
    'checks channels, frequencies and NFFT of the multi-channel view alone',
    wrongChannels,
    wrongFrequencies,
    wrongNfft,
    clarity,
  ),
  fault('live-rules-alone', 'checks channels, frequencies and NFFT of live jobs alone', wrongRecorded, clarity),
  fault('missing-fields-guessed', 'takes the usual value for a field that is missing', incomplete, clarity),
  fault('height-zero-accepted', 'accepts a display without height', incomplete, clarity),
  fault('historic-range-swapped', 'tells the pod of a historic job the end as its start', recorded),
];

function fault(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return { name, does, layer: 'answer', part: 'stand-in', features: ['pre-launch'], caughtBy };
}
