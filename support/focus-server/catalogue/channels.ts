// Investigations at and beyond the limits of the fibre's channels, valid and wrong.
import type { Range } from '../contract';
import type { ServerFacts } from '../server-facts';
import { recordedInvestigation, singleChannel, validInvestigation, waterfall } from './base';
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

interface WrongChannels {
  /** The investigation that requests the channels; by default a multi-channel view of the data that the server has. */
  readonly of?: typeof validInvestigation;
  channels(limits: Range): Range;
  named(limits: Range): { field: 'min' | 'max' | 'any'; valueOrLimit: Named; valid: Named };
}

const oneAbove: WrongChannels = {
  channels: ({ max }) => ({ min: max, max: max + 1 }),
  named: ({ max }) => ({ field: 'max', valueOrLimit: numbers(max + 1, max), valid: numbers(max) }),
};

const reversed: WrongChannels = {
  channels: ({ min }) => ({ min: min + 9, max: min }),
  named: ({ min }) => ({
    field: 'any',
    valueOrLimit: numbers(min + 9, min),
    valid: inOrder('the lowest', 'the highest'),
  }),
};

export const channelCases: readonly InvestigationCase[] = [
  valid('an investigation of the lowest channel', ({ min }) => ({ min, max: min })),
  valid('an investigation of the highest channel', ({ max }) => ({ min: max, max })),
  valid('an investigation of all channels', (channels) => channels),
  wrong('an investigation up to one channel above the highest', oneAbove),
  wrong('an investigation of channels far above the highest', {
    channels: ({ max }) => ({ min: max * 10, max: max * 10 + 9 }),
    named: ({ max }) => ({ field: 'any', valueOrLimit: numbers(max * 10, max * 10 + 9, max), valid: numbers(max) }),
  }),
  wrong('an investigation from one channel below the lowest', {
    channels: ({ min }) => ({ min: min - 1, max: min + 8 }),
    named: ({ min }) => ({ field: 'min', valueOrLimit: numbers(min - 1, min), valid: numbers(min) }),
  }),
  wrong('an investigation of channels in reversed order', reversed),
  wrong('an investigation of channels that are not whole numbers', {
    channels: ({ min }) => ({ min: min + 0.5, max: min + 9.5 }),
    named: ({ min }) => ({
      field: 'any',
      valueOrLimit: numbers(min + 0.5, min + 9.5),
      valid: words('that it must be a whole number', /whole|integer|\bint\b|fraction/i),
    }),
  }),
  wrong('a single-channel investigation of the channel above the highest', {
    of: singleChannel,
    channels: ({ max }) => ({ min: max + 1, max: max + 1 }),
    named: ({ max }) => ({ field: 'any', valueOrLimit: numbers(max + 1, max), valid: numbers(max) }),
  }),
  wrong('a waterfall investigation up to one channel above the highest', { ...oneAbove, of: waterfall }),
  wrong('a waterfall investigation of channels in reversed order', { ...reversed, of: waterfall }),
  wrong('an investigation of a recorded time, up to one channel above the highest', {
    ...oneAbove,
    of: recordedInvestigation,
  }),
];

function valid(name: string, channels: (limits: Range) => Range): ValidCase {
  const build = (facts: ServerFacts) => validInvestigation(facts, { channels: channels(facts.limits.channels) });
  return { kind: 'valid', name, build };
}

function wrong(name: string, { of = validInvestigation, channels, named }: WrongChannels): WrongCase {
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
  min: words('channels.min', /channels?.{0,12}(min|low|start|first)|(min|low|start|first)\w*.{0,12}channels?/is),
  max: words('channels.max', /channels?.{0,12}(max|high|end|last)|(max|high|end|last)\w*.{0,12}channels?/is),
  any: words('channels', /channels?/i),
} as const;
