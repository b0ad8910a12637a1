// Investigations of frequencies at and beyond the Nyquist limit that follows from the server's own sampling rate.
import type { Investigation, Range } from '../contract';
import { findInnerChannel } from '../investigation';
import type { ServerFacts } from '../server-facts';
import { readNyquist, recordedInvestigation, singleChannel, validInvestigation } from './base';
import {
  type InvestigationCase,
  inOrder,
  type Named,
  numbers,
  type ValidCase,
  type WrongCase,
  words,
  wrongField,
} from './case';

/** A band in Hz that every fibre has. */
const band = { low: 10, high: 50 };

interface WrongFrequencies {
  /** The investigation that requests the frequencies; by default a multi-channel view of the data that the server has. */
  readonly of?: typeof validInvestigation;
  range(nyquist: number): Range;
  valueOrLimit(nyquist: number): Named;
  valid(nyquist: number): Named;
}

const oneAbove: WrongFrequencies = {
  range: (nyquist) => ({ min: 0, max: nyquist + 1 }),
  valueOrLimit: (nyquist) => numbers(nyquist + 1, nyquist),
  valid: (nyquist) => numbers(nyquist),
};

const reversed: WrongFrequencies = {
  range: () => ({ min: band.high, max: band.low }),
  valueOrLimit: () => numbers(band.low, band.high),
  valid: () => inOrder('the lower end', 'the upper end'),
};

export const frequencyCases: readonly InvestigationCase[] = [
  valid('an investigation of frequencies up to the Nyquist limit', (nyquist) => ({ min: 0, max: nyquist })),
  valid('an investigation of a low band of frequencies', () => ({ min: 0, max: band.low })),
  valid('an investigation of a band in the middle of the frequencies', (nyquist) => ({
    min: Math.floor(nyquist / 4),
    max: Math.floor(nyquist / 2),
  })),
  valid('an investigation of a high band of frequencies', (nyquist) => ({ min: nyquist - band.low, max: nyquist })),
  wrong('an investigation of frequencies one above the Nyquist limit', oneAbove),
  wrong('an investigation of frequencies in reversed order', reversed),
  wrong('an investigation of frequencies with equal ends', {
    range: () => ({ min: band.high, max: band.high }),
    valueOrLimit: () => numbers(band.high),
    valid: () => inOrder('the lower end', 'the upper end'),
  }),
  wrong('an investigation of negative frequencies', {
    range: () => ({ min: -1, max: band.high }),
    valueOrLimit: () => numbers(-1, 0),
    valid: () => numbers(0),
  }),
  wrong('a single-channel investigation of frequencies one above the Nyquist limit', { ...oneAbove, of: oneChannel }),
  wrong('a single-channel investigation of frequencies in reversed order', { ...reversed, of: oneChannel }),
  wrong('an investigation of a recorded time, of frequencies in reversed order', {
    ...reversed,
    of: recordedInvestigation,
  }),
];

function valid(name: string, range: (nyquist: number) => Range): ValidCase {
  const build = (facts: ServerFacts) => validInvestigation(facts, { frequencyRange: range(readNyquist(facts)) });
  return { kind: 'valid', name, build };
}

function wrong(
  name: string,
  { of = validInvestigation, range, valueOrLimit, valid: demanded }: WrongFrequencies,
): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => of(facts, { frequencyRange: range(readNyquist(facts)) }),
    refusal: (facts) => ({
      statuses: wrongField,
      field: words('frequencyRange', /frequenc(y|ies)/i),
      valueOrLimit: valueOrLimit(readNyquist(facts)),
      valid: demanded(readNyquist(facts)),
    }),
  };
}

function oneChannel(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  const channel = findInnerChannel(facts.limits);
  return singleChannel(facts, { channels: { min: channel, max: channel }, ...overrides });
}
