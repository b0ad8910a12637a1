// Investigations with FFT sizes that each view supports, and with sizes that it does not support.
import { type Investigation, viewTypes } from '../contract';
import { findInnerChannel } from '../investigation';
import type { ServerFacts } from '../server-facts';
import { buildRecordedInvestigation, buildValidInvestigation } from './base';
import {
  type InvestigationCase,
  type Named,
  nameNumbers,
  nameWords,
  type ValidCase,
  type WrongCase,
  wrongField,
} from './case';

type View = 'multi-channel' | 'single-channel';

const smallest = 128;
/** Largest size of each view (the contract, `nfftSelection`). */
const largest: Readonly<Record<View, number>> = { 'multi-channel': 2_048, 'single-channel': 65_536 };
/** Wrong for both views: not above 0, that of a waterfall, below the smallest, not a power of two, above the largest. */
const wrongForAll = [0, -1, 1, 64, 127, 1_000, 65_537, 131_072] as const;

export const nfftCases: readonly InvestigationCase[] = [
  ...listSupportedSizes('multi-channel').map((size) => createValidCase('multi-channel', size)),
  ...listSupportedSizes('single-channel').map((size) => createValidCase('single-channel', size)),
  ...wrongForAll.flatMap((size) => [createWrongCase('multi-channel', size), createWrongCase('single-channel', size)]),
  createWrongCase('multi-channel', 4_096),
  {
    ...createWrongCase('multi-channel', 1_000),
    name: 'an investigation of a recorded time, with FFT size 1000',
    build: (facts) => buildRecordedInvestigation(facts, { nfftSelection: 1_000 }),
  },
];

/** Every power of two that the view supports. */
function listSupportedSizes(view: View): number[] {
  const steps = Math.log2(largest[view] / smallest);
  return Array.from({ length: steps + 1 }, (_, step) => smallest * 2 ** step);
}

function createValidCase(view: View, size: number): ValidCase {
  return { kind: 'valid', name: createName(view, size), build: (facts) => buildWithSize(facts, view, size) };
}

function createWrongCase(view: View, size: number): WrongCase {
  return {
    kind: 'wrong',
    name: createName(view, size),
    build: (facts) => buildWithSize(facts, view, size),
    refusal: () => ({
      statuses: wrongField,
      field: nameWords('nfftSelection', /n_?fft|fft/i),
      valueOrLimit: nameNumbers(size, smallest, largest[view]),
      valid: nameValidSize(view, size),
    }),
  };
}

/** For a size that is a power of two, only the limit that it breaks is helpful. */
function nameValidSize(view: View, size: number): Named {
  if (Number.isInteger(Math.log2(size))) return nameNumbers(size < smallest ? smallest : largest[view]);
  return nameWords(
    'a power of two or the limit of the view',
    new RegExp(`power of (two|2)|\\b${largest[view]}\\b`, 'i'),
  );
}

function createName(view: View, size: number): string {
  return `a ${view} investigation with FFT size ${size}`;
}

function buildWithSize(facts: ServerFacts, view: View, size: number): Investigation {
  const channel = findInnerChannel(facts.limits);
  const oneChannel = { channels: { min: channel, max: channel }, view_type: viewTypes.singleChannel };
  const many = { view_type: viewTypes.multiChannel };
  return buildValidInvestigation(facts, { nfftSelection: size, ...(view === 'single-channel' ? oneChannel : many) });
}
