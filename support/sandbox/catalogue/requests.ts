// Faults of validation before launch: wrong limits, rules that are left out, data that is misjudged.
import type { Fault } from './fault';
import { scenarios } from './scenarios';

const { live, historic, future, timeOrder, channels, frequency, nfft, viewType } = scenarios;

export const requestFaults: readonly Fault[] = [
  fault('live-accepted-without-fibre', 'accepts a live job while it waits for the fibre', live),
  fault('live-refused-with-fibre', 'refuses a live job although live data flows', live),
  fault('no-data-range-accepted', 'accepts a historic job in a range without a recording', historic),
  fault('no-data-answered-500', 'answers 500 when no recording is in the range', historic),
  fault('historic-range-not-passed', 'starts the pod of a historic job without its range', historic),
  fault('future-accepted', 'accepts times in the future', future),
  fault('reversed-accepted', 'accepts an end before the start, and swaps them', timeOrder),
  fault('equal-accepted', 'accepts a start that equals the end, and makes a second of it', timeOrder),
  fault('channel-above-highest-accepted', 'accepts the channel above the highest', channels),
  fault('highest-channel-refused', 'refuses the highest channel', channels),
  fault('channel-below-lowest-accepted', 'accepts the channel below the lowest', channels),
  fault('lowest-channel-refused', 'refuses the lowest channel', channels),
  fault('nyquist-is-constant', 'takes the Nyquist limit from a constant instead of the sample rate', frequency),
  fault('nyquist-off-by-one', 'accepts one Hz above the Nyquist limit', frequency),
  fault('nfft-zero-accepted', 'accepts NFFT 0', nfft),
  fault('nfft-negative-accepted', 'accepts a negative NFFT', nfft),
  fault('nfft-not-power-of-two-accepted', 'accepts an NFFT that is no power of two', nfft),
  fault('nfft-limit-of-view-ignored', 'accepts an NFFT that is too large for the view', nfft),
  fault('view-type-ignored', 'takes an unknown view type for multi-channel', viewType),
  fault('waterfall-rules-ignored', 'accepts for a waterfall what only a spectrogram has', viewType),
];

function fault(name: string, does: string, caughtBy: string): Fault {
  return { name, does, layer: 'answer', part: 'stand-in', features: ['pre-launch'], caughtBy: [caughtBy] };
}
