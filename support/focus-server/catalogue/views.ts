// Investigations of each view, of views that do not exist, and waterfalls that break the rules of a waterfall.
import type { Investigation } from '../contract';
import type { ServerFacts } from '../server-facts';
import { buildValidInvestigation, buildWaterfall } from './base';
import {
  type InvestigationCase,
  type Named,
  nameNumbers,
  nameWords,
  type ValidCase,
  type WrongBody,
  type WrongCase,
  wrongField,
} from './case';

const viewType = nameWords('view_type', /view[ _-]?type/i);
const everyView = nameWords('the views that exist', /\b0\b.*\b1\b.*\b2\b|\b0\b.*\b2\b|multi.*single.*waterfall/is);

export const viewCases: readonly InvestigationCase[] = [
  createValidCase('a waterfall investigation', buildWaterfall),
  createWrongCase(
    'an investigation of view type 3',
    (facts) => ({ ...buildPlain(facts), view_type: 3 }),
    refuseView(nameNumbers(3)),
  ),
  createWrongCase(
    'an investigation of view type -1',
    (facts) => ({ ...buildPlain(facts), view_type: -1 }),
    refuseView(nameNumbers(-1)),
  ),
  createWrongCase(
    'an investigation of view type 999',
    (facts) => ({ ...buildPlain(facts), view_type: 999 }),
    refuseView(nameNumbers(999)),
  ),
  createWrongCase(
    'an investigation of a view type that is text',
    (facts) => ({ ...buildPlain(facts), view_type: 'spectrum' }),
    {
      ...refuseView(nameWords('spectrum', /spectrum|\b0\b/i)),
      valid: nameWords('a whole number or the views that exist', /integer|whole|number|\b0\b.*\b2\b/is),
    },
  ),
  createWrongCase(
    'a waterfall investigation with a frequency range',
    (facts) => buildWaterfall(facts, { frequencyRange: { min: 10, max: 50 } }),
    refuseInWaterfall(nameWords('frequencyRange', /frequenc(y|ies)/i), 10, 50),
  ),
  createWrongCase(
    'a waterfall investigation with a time axis',
    (facts) => buildWaterfall(facts, { displayTimeAxisDuration: 30 }),
    refuseInWaterfall(nameWords('displayTimeAxisDuration', /time[ _-]?axis/i), 30),
  ),
  createWrongCase(
    'a waterfall investigation with FFT size 512',
    (facts) => buildWaterfall(facts, { nfftSelection: 512 }),
    refuseInWaterfall(nameWords('nfftSelection', /n_?fft|fft/i), 512),
  ),
];

interface Refused {
  readonly field: Named;
  readonly valueOrLimit: Named;
  readonly valid: Named;
}

function refuseView(value: Named): Refused {
  return { field: viewType, valueOrLimit: value, valid: everyView };
}

/** These are rules of the waterfall view, so the message must name the view as the limit. */
function refuseInWaterfall(field: Named, ...values: readonly number[]): Refused {
  const limit = /waterfall|view[ _-]?type/i;
  const value = nameNumbers(...values);
  return {
    field,
    valueOrLimit: nameWords(
      `${value.what} or the waterfall view`,
      new RegExp(`${value.pattern.source}|${limit.source}`, 'i'),
    ),
    valid: nameWords('what a waterfall allows', limit),
  };
}

function createValidCase(name: string, build: ValidCase['build']): ValidCase {
  return { kind: 'valid', name, build };
}

function createWrongCase(name: string, build: (facts: ServerFacts) => WrongBody, refused: Refused): WrongCase {
  return { kind: 'wrong', name, build, refusal: () => ({ statuses: wrongField, ...refused }) };
}

function buildPlain(facts: ServerFacts): Investigation {
  return buildValidInvestigation(facts);
}
