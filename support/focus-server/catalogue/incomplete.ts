// Investigations that lack a field, or whose field has a value of another type.
import type { Investigation } from '../contract';
import { buildValidInvestigation } from './base';
import { type Named, nameNumbers, nameWords, type WrongCase, wrongField } from './case';

const channels = nameWords('channels', /channels?/i);
const height = nameWords('displayInfo.height', /height|display/i);

export const incompleteCases: readonly WrongCase[] = [
  createIncompleteCase('an investigation without channels', 'channels', channels),
  createIncompleteCase('an investigation without a view type', 'view_type', nameWords('view_type', /view[ _-]?type/i)),
  createIncompleteCase('an investigation without the size of its display', 'displayInfo', height),
  createWrongCase('an investigation of channels that are words', {
    body: (valid) => ({ ...valid, channels: { min: 'first', max: 'last' } }),
    field: channels,
    valueOrLimit: nameWords('first or last', /first|last|number|integer/i),
    valid: nameWords('that it must be a number', /number|integer|\bint\b/i),
  }),
  createWrongCase('an investigation of a display without height', {
    body: (valid) => ({ ...valid, displayInfo: { height: 0 } }),
    field: height,
    valueOrLimit: nameNumbers(0),
    valid: nameWords(
      'that it must be above 0',
      /above|greater|more than|larger|at least|positive|minimum|[>≥]|\bmin\b/i,
    ),
  }),
];

interface Wrong {
  body(valid: Investigation): Readonly<Record<string, unknown>>;
  readonly field: Named;
  readonly valueOrLimit: Named;
  readonly valid?: Named;
}

function createWrongCase(name: string, { body, ...refused }: Wrong): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => body(buildValidInvestigation(facts)),
    refusal: () => ({ statuses: wrongField, ...refused }),
  };
}

/** A message that the field is missing also names what would be valid. */
function createIncompleteCase(name: string, lacks: keyof Investigation, field: Named): WrongCase {
  return createWrongCase(name, {
    body: (valid) => Object.fromEntries(Object.entries(valid).filter(([key]) => key !== lacks)),
    field,
    valueOrLimit: nameWords(
      'that it is missing',
      /missing|required|absent|must|needed|expected|not (given|set|found|there)/i,
    ),
  });
}
