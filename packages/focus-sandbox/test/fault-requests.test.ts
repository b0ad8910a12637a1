// A fault of validation leaves out what it says, and nothing else.
import { test } from 'node:test';
import { expect } from 'chai';
import { hooksOf } from '../src/stand-in/faults';
import { type ConfigureRequest, configureSchema } from '../src/stand-in/rest/requests';
import { type Limits, rules } from '../src/stand-in/rest/rules';

const limits: Limits = {
  lowestChannel: 1,
  highestChannel: 2222,
  nyquistHz: 1000,
  smallestNfft: 128,
  largestNfftMultiChannel: 2048,
  largestNfftSingleChannel: 65536,
  nowEpochSeconds: 1_000_000,
};
const wrong: ConfigureRequest = { displayInfo: { height: 0 }, channels: { min: 9, max: 5 }, view_type: 0 };
const historic = { start_time: 10, end_time: 20 };

test('the rules of limits hold for some requests alone', () => {
  expect(fieldsUnder('multi-channel-rules-alone', wrong)).to.deep.equal(['displayInfo.height', 'channels.min']);
  expect(fieldsUnder('multi-channel-rules-alone', { ...wrong, view_type: 2 })).to.deep.equal(['displayInfo.height']);
  expect(fieldsUnder('live-rules-alone', wrong)).to.deep.equal(['displayInfo.height', 'channels.min']);
  expect(fieldsUnder('live-rules-alone', { ...wrong, ...historic })).to.deep.equal(['displayInfo.height']);
  expect(fieldsUnder('height-zero-accepted', wrong)).to.deep.equal(['channels.min']);
});

test('a field that is missing is guessed, one that is there is left as it is', () => {
  const { received } = hooksOf('missing-fields-guessed');
  const guessed = configureSchema.parse(received({ channels: { min: 3, max: 4 } }));
  expect(guessed).to.deep.equal({ channels: { min: 3, max: 4 }, displayInfo: { height: 800 }, view_type: 0 });
});

function fieldsUnder(fault: string, request: ConfigureRequest): string[] {
  const problems = Object.values(hooksOf(fault).rules(rules)).flatMap((rule) => rule(request, limits));
  return problems.map(({ loc }) => loc.slice(1).join('.'));
}
