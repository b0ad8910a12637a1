// Investigations that lack a field, or whose field has a value of another type.
import type { Investigation } from '../contract';
import { validInvestigation } from './base';
import { type Named, numbers, type WrongCase, words, wrongField } from './case';

const channels = words('channels', /channels?/i);
const height = words('displayInfo.height', /height|display/i);

export const incompleteCases: readonly WrongCase[] = [
  lacking('an investigation without channels', 'channels', channels),
  lacking('an investigation without a view type', 'view_type', words('view_type', /view[ _-]?type/i)),
  lacking('an investigation without the size of its display', 'displayInfo', height),
  wrong('an investigation of channels that are words', {
    body: (valid) => ({ ...valid, channels: { min: 'first', max: 'last' } }),
    field: channels,
    valueOrLimit: words('first or last', /first|last|number|integer/i),
    valid: words('that it must be a number', /number|integer|\bint\b/i),
  }),
  wrong('an investigation of a display without height', {
    body: (valid) => ({ ...valid, displayInfo: { height: 0 } }),
    field: height,
    valueOrLimit: numbers(0),
    valid: words('that it must be above 0', /above|greater|more than|larger|at least|positive|minimum|[>≥]|\bmin\b/i),
  }),
];

interface Wrong {
  body(valid: Investigation): Readonly<Record<string, unknown>>;
  readonly field: Named;
  readonly valueOrLimit: Named;
  readonly valid?: Named;
}

function wrong(name: string, { body, ...refused }: Wrong): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => body(validInvestigation(facts)),
    refusal: () => ({ statuses: wrongField, ...refused }),
  };
}

/** A message that the field is missing also names what would be valid. */
function lacking(name: string, lacks: keyof Investigation, field: Named): WrongCase {
  return wrong(name, {
    body: (valid) => Object.fromEntries(Object.entries(valid).filter(([key]) => key !== lacks)),
    field,
    valueOrLimit: words(
      'that it is missing',
      /missing|required|absent|must|needed|expected|not (given|set|found|there)/i,
    ),
  });
}
