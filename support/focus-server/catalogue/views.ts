// Investigations of each view, of views that do not exist, and waterfalls that break the rules of a waterfall.
import type { Investigation } from '../contract';
import type { ServerFacts } from '../server-facts';
import { validInvestigation, waterfall } from './base';
import {
  type InvestigationCase,
  type Named,
  numbers,
  type ValidCase,
  type WrongBody,
  type WrongCase,
  words,
  wrongField,
} from './case';

const viewType = words('view_type', /view[ _-]?type/i);
const everyView = words('the views that exist', /\b0\b.*\b1\b.*\b2\b|\b0\b.*\b2\b|multi.*single.*waterfall/is);

export const viewCases: readonly InvestigationCase[] = [
  valid('a waterfall investigation', waterfall),
  wrong('an investigation of view type 3', (facts) => ({ ...plain(facts), view_type: 3 }), view(numbers(3))),
  wrong('an investigation of view type -1', (facts) => ({ ...plain(facts), view_type: -1 }), view(numbers(-1))),
  wrong('an investigation of view type 999', (facts) => ({ ...plain(facts), view_type: 999 }), view(numbers(999))),
  wrong('an investigation of a view type that is text', (facts) => ({ ...plain(facts), view_type: 'spectrum' }), {
    ...view(words('spectrum', /spectrum|\b0\b/i)),
    valid: words('a whole number or the views that exist', /integer|whole|number|\b0\b.*\b2\b/is),
  }),
  wrong(
    'a waterfall investigation with a frequency range',
    (facts) => waterfall(facts, { frequencyRange: { min: 10, max: 50 } }),
    ofWaterfall(words('frequencyRange', /frequenc(y|ies)/i), 10, 50),
  ),
  wrong(
    'a waterfall investigation with a time axis',
    (facts) => waterfall(facts, { displayTimeAxisDuration: 30 }),
    ofWaterfall(words('displayTimeAxisDuration', /time[ _-]?axis/i), 30),
  ),
  wrong(
    'a waterfall investigation with FFT size 512',
    (facts) => waterfall(facts, { nfftSelection: 512 }),
    ofWaterfall(words('nfftSelection', /n_?fft|fft/i), 512),
  ),
];

interface Refused {
  readonly field: Named;
  readonly valueOrLimit: Named;
  readonly valid: Named;
}

function view(value: Named): Refused {
  return { field: viewType, valueOrLimit: value, valid: everyView };
}

/** These are rules of the waterfall view, so the message must name the view as the limit. */
function ofWaterfall(field: Named, ...values: readonly number[]): Refused {
  const limit = /waterfall|view[ _-]?type/i;
  const value = numbers(...values);
  return {
    field,
    valueOrLimit: words(
      `${value.what} or the waterfall view`,
      new RegExp(`${value.pattern.source}|${limit.source}`, 'i'),
    ),
    valid: words('what a waterfall allows', limit),
  };
}

function valid(name: string, build: ValidCase['build']): ValidCase {
  return { kind: 'valid', name, build };
}

function wrong(name: string, build: (facts: ServerFacts) => WrongBody, refused: Refused): WrongCase {
  return { kind: 'wrong', name, build, refusal: () => ({ statuses: wrongField, ...refused }) };
}

function plain(facts: ServerFacts): Investigation {
  return validInvestigation(facts);
}
