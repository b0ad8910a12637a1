// What the stand-in refuses, and with which message.
import { test } from 'node:test';
import { expect } from 'chai';
import { Refusal } from '../../src/stand-in/rest/refusal';
import { type ConfigureRequest, configureSchema, readBody } from '../../src/stand-in/rest/requests';
import { type Limits, rules } from '../../src/stand-in/rest/rules';

const limits: Limits = {
  lowestChannel: 1,
  highestChannel: 2222,
  nyquistHz: 1000,
  smallestNfft: 128,
  largestNfftMultiChannel: 2048,
  largestNfftSingleChannel: 65536,
  nowEpochSeconds: 1_000_000,
};

const valid: ConfigureRequest = {
  displayInfo: { height: 800 },
  channels: { min: 1, max: 10 },
  frequencyRange: { min: 0, max: 250 },
  nfftSelection: 512,
  view_type: 0,
};

const accepted: readonly [string, Partial<ConfigureRequest>][] = [
  ['a light live view', {}],
  ['the first and the last channel', { channels: { min: 1, max: 2222 } }],
  ['one channel', { channels: { min: 7, max: 7 } }],
  ['frequencies up to the Nyquist limit', { frequencyRange: { min: 0, max: 1000 } }],
  ['the largest NFFT of a single channel', { nfftSelection: 65536, view_type: 1 }],
  ['the smallest NFFT', { nfftSelection: 128 }],
  ['a waterfall', { nfftSelection: 1, frequencyRange: null, view_type: 2 }],
  ['a historic range that ends now', { start_time: 999_000, end_time: 1_000_000 }],
];

for (const [what, change] of accepted) {
  test(`${what} breaks no rule`, () => {
    expect(messages({ ...valid, ...change })).to.deep.equal([]);
  });
}

const refused: readonly [Partial<ConfigureRequest>, string][] = [
  [{ channels: { min: 1, max: 2223 } }, 'channels.max is 2223; it must be a channel from 1 to 2222'],
  [{ channels: { min: 0, max: 5 } }, 'channels.min is 0; it must be a channel from 1 to 2222'],
  [{ channels: { min: 9, max: 5 } }, 'channels.min is 9; it must be not above channels.max, which is 5'],
  [
    { frequencyRange: { min: 0, max: 1001 } },
    'frequencyRange.max is 1001; it must be a frequency from 0 to 1000 Hz (the Nyquist limit, half the sample rate)',
  ],
  [{ frequencyRange: { min: 5, max: 5 } }, 'frequencyRange.min is 5; it must be below frequencyRange.max, which is 5'],
  [{ nfftSelection: 0 }, 'nfftSelection is 0; it must be a power of two from 128 to 2048'],
  [{ nfftSelection: -1 }, 'nfftSelection is -1; it must be a power of two from 128 to 2048'],
  [{ nfftSelection: 127 }, 'nfftSelection is 127; it must be a power of two from 128 to 2048'],
  [{ nfftSelection: 4096 }, 'nfftSelection is 4096; it must be a power of two from 128 to 2048 for view_type 0'],
  [
    { nfftSelection: 131_072, view_type: 1 },
    'nfftSelection is 131072; it must be a power of two from 128 to 65536 for view_type 1',
  ],
  [{ view_type: 3 }, 'view_type is 3; it must be 0 (multi-channel), 1 (single-channel) or 2 (waterfall)'],
  [
    { nfftSelection: 512, frequencyRange: null, view_type: 2 },
    'nfftSelection is 512; it must be 1 for a waterfall (view_type 2)',
  ],
  [{ displayInfo: { height: 0 } }, 'displayInfo.height is 0; it must be a whole number of pixels above 0'],
  [{ start_time: 5 }, 'end_time is null; it must be given together with the other time (historic) or both null (live)'],
  [{ start_time: 900_000, end_time: 1_000_001 }, 'end_time is 1000001; it must be not in the future (now is 1000000)'],
  [{ start_time: 9, end_time: 9 }, 'start_time is 9; it must be before end_time, which is 9'],
  [{ start_time: -5, end_time: 9 }, 'start_time is -5; it must be epoch seconds, 0 or above'],
];

for (const [change, message] of refused) {
  test(`the refusal is: ${message}`, () => {
    expect(messages({ ...valid, ...change })).to.deep.equal([message]);
  });
}

test('a body of another shape is refused field by field', () => {
  const body = { channels: { min: 1.5, max: 'x' }, displayInfo: { height: 1 }, view_type: 0 };
  expect(() => readBody(configureSchema, body))
    .to.throw(Refusal)
    .with.property('problems')
    .that.deep.equals([
      {
        loc: ['body', 'channels', 'min'],
        msg: 'channels.min is 1.5; it must be a whole number, the number of a channel',
        type: 'invalid_type',
      },
      {
        loc: ['body', 'channels', 'max'],
        msg: 'channels.max is "x"; it must be a whole number, the number of a channel',
        type: 'invalid_type',
      },
    ]);
});

test('a missing field is named with what it must be', () => {
  expect(() => readBody(configureSchema, { channels: { min: 1, max: 2 }, view_type: 0 })).to.throw(
    Refusal,
    'displayInfo is missing; it must be an object with a height',
  );
});

function messages(request: ConfigureRequest): string[] {
  return Object.values(rules).flatMap((rule) => rule(request, limits).map(({ msg }) => msg));
}
