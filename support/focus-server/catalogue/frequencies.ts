// Investigations of frequencies at and beyond the Nyquist limit that follows from the server's own sampling rate.
import type { Investigation, Range } from '../contract';
import { findInnerChannel } from '../investigation';
import type { ServerFacts } from '../server-facts';
import { buildRecordedInvestigation, buildSingleChannel, buildValidInvestigation, readNyquist } from './base';
import {
  type InvestigationCase,
  type Named,
  nameNumbers,
  nameOrder,
  nameWords,
  type ValidCase,
  type WrongCase,
  wrongField,
} from './case';

/** A band in Hz that every fibre has. */
const band = { low: 10, high: 50 };

interface WrongFrequencies {
  /** The investigation that requests the frequencies; by default a multi-channel view of the data that the server has. */
  readonly of?: typeof buildValidInvestigation;
  range(nyquist: number): Range;
  valueOrLimit(nyquist: number): Named;
  valid(nyquist: number): Named;
}

const oneAbove: WrongFrequencies = {
  range: (nyquist) => ({ min: 0, max: nyquist + 1 }),
  valueOrLimit: (nyquist) => nameNumbers(nyquist + 1, nyquist),
  valid: (nyquist) => nameNumbers(nyquist),
};

const reversed: WrongFrequencies = {
  range: () => ({ min: band.high, max: band.low }),
  valueOrLimit: () => nameNumbers(band.low, band.high),
  valid: () => nameOrder('the lower end', 'the upper end'),
};

export const frequencyCases: readonly InvestigationCase[] = [
  createValidCase('an investigation of frequencies up to the Nyquist limit', (nyquist) => ({ min: 0, max: nyquist })),
  createValidCase('an investigation of a low band of frequencies', () => ({ min: 0, max: band.low })),
  createValidCase('an investigation of a band in the middle of the frequencies', (nyquist) => ({
    min: Math.floor(nyquist / 4),
    max: Math.floor(nyquist / 2),
  })),
  createValidCase('an investigation of a high band of frequencies', (nyquist) => ({
    min: nyquist - band.low,
    max: nyquist,
  })),
  createWrongCase('an investigation of frequencies one above the Nyquist limit', oneAbove),
  createWrongCase('an investigation of frequencies in reversed order', reversed),
  createWrongCase('an investigation of frequencies with equal ends', {
    range: () => ({ min: band.high, max: band.high }),
    valueOrLimit: () => nameNumbers(band.high),
    valid: () => nameOrder('the lower end', 'the upper end'),
  }),
  createWrongCase('an investigation of negative frequencies', {
    range: () => ({ min: -1, max: band.high }),
    valueOrLimit: () => nameNumbers(-1, 0),
    valid: () => nameNumbers(0),
  }),
  createWrongCase('a single-channel investigation of frequencies one above the Nyquist limit', {
    ...oneAbove,
    of: buildOneChannel,
  }),
  createWrongCase('a single-channel investigation of frequencies in reversed order', {
    ...reversed,
    of: buildOneChannel,
  }),
  createWrongCase('an investigation of a recorded time, of frequencies in reversed order', {
    ...reversed,
    of: buildRecordedInvestigation,
  }),
];

function createValidCase(name: string, range: (nyquist: number) => Range): ValidCase {
  const build = (facts: ServerFacts) => buildValidInvestigation(facts, { frequencyRange: range(readNyquist(facts)) });
  return { kind: 'valid', name, build };
}

function createWrongCase(
  name: string,
  { of = buildValidInvestigation, range, valueOrLimit, valid: demanded }: WrongFrequencies,
): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => of(facts, { frequencyRange: range(readNyquist(facts)) }),
    refusal: (facts) => ({
      statuses: wrongField,
      field: nameWords('frequencyRange', /frequenc(y|ies)/i),
      valueOrLimit: valueOrLimit(readNyquist(facts)),
      valid: demanded(readNyquist(facts)),
    }),
  };
}

function buildOneChannel(facts: ServerFacts, overrides: Partial<Investigation> = {}): Investigation {
  const channel = findInnerChannel(facts.limits);
  return buildSingleChannel(facts, { channels: { min: channel, max: channel }, ...overrides });
}
