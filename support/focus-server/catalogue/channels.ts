// Investigations at and beyond the limits of the fibre's channels, valid and wrong.
import type { Range } from '../contract';
import type { ServerFacts } from '../server-facts';
import { buildRecordedInvestigation, buildSingleChannel, buildValidInvestigation, buildWaterfall } from './base';
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

interface WrongChannels {
  /** The investigation that requests the channels; by default a multi-channel view of the data that the server has. */
  readonly of?: typeof buildValidInvestigation;
  channels(limits: Range): Range;
  named(limits: Range): { field: 'min' | 'max' | 'any'; valueOrLimit: Named; valid: Named };
}

const oneAbove: WrongChannels = {
  channels: ({ max }) => ({ min: max, max: max + 1 }),
  named: ({ max }) => ({ field: 'max', valueOrLimit: nameNumbers(max + 1, max), valid: nameNumbers(max) }),
};

const reversed: WrongChannels = {
  channels: ({ min }) => ({ min: min + 9, max: min }),
  named: ({ min }) => ({
    field: 'any',
    valueOrLimit: nameNumbers(min + 9, min),
    valid: nameOrder('the lowest', 'the highest'),
  }),
};

export const channelCases: readonly InvestigationCase[] = [
  createValidCase('an investigation of the lowest channel', ({ min }) => ({ min, max: min })),
  createValidCase('an investigation of the highest channel', ({ max }) => ({ min: max, max })),
  createValidCase('an investigation of all channels', (channels) => channels),
  createWrongCase('an investigation up to one channel above the highest', oneAbove),
  createWrongCase('an investigation of channels far above the highest', {
    channels: ({ max }) => ({ min: max * 10, max: max * 10 + 9 }),
    named: ({ max }) => ({
      field: 'any',
      valueOrLimit: nameNumbers(max * 10, max * 10 + 9, max),
      valid: nameNumbers(max),
    }),
  }),
  createWrongCase('an investigation from one channel below the lowest', {
    channels: ({ min }) => ({ min: min - 1, max: min + 8 }),
    named: ({ min }) => ({ field: 'min', valueOrLimit: nameNumbers(min - 1, min), valid: nameNumbers(min) }),
  }),
  createWrongCase('an investigation of channels in reversed order', reversed),
  createWrongCase('an investigation of channels that are not whole numbers', {
    channels: ({ min }) => ({ min: min + 0.5, max: min + 9.5 }),
    named: ({ min }) => ({
      field: 'any',
      valueOrLimit: nameNumbers(min + 0.5, min + 9.5),
      valid: nameWords('that it must be a whole number', /whole|integer|\bint\b|fraction/i),
    }),
  }),
  createWrongCase('a single-channel investigation of the channel above the highest', {
    of: buildSingleChannel,
    channels: ({ max }) => ({ min: max + 1, max: max + 1 }),
    named: ({ max }) => ({ field: 'any', valueOrLimit: nameNumbers(max + 1, max), valid: nameNumbers(max) }),
  }),
  createWrongCase('a waterfall investigation up to one channel above the highest', { ...oneAbove, of: buildWaterfall }),
  createWrongCase('a waterfall investigation of channels in reversed order', { ...reversed, of: buildWaterfall }),
  createWrongCase('an investigation of a recorded time, up to one channel above the highest', {
    ...oneAbove,
    of: buildRecordedInvestigation,
  }),
];

function createValidCase(name: string, channels: (limits: Range) => Range): ValidCase {
  const build = (facts: ServerFacts) => buildValidInvestigation(facts, { channels: channels(facts.limits.channels) });
  return { kind: 'valid', name, build };
}

function createWrongCase(name: string, { of = buildValidInvestigation, channels, named }: WrongChannels): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => of(facts, { channels: channels(facts.limits.channels) }),
    refusal: ({ limits }) => {
      const { field, ...rest } = named(limits.channels);
      return { statuses: wrongField, field: fields[field], ...rest };
    },
  };
}

const fields = {
  min: nameWords('channels.min', /channels?.{0,12}(min|low|start|first)|(min|low|start|first)\w*.{0,12}channels?/is),
  max: nameWords('channels.max', /channels?.{0,12}(max|high|end|last)|(max|high|end|last)\w*.{0,12}channels?/is),
  any: nameWords('channels', /channels?/i),
} as const;
