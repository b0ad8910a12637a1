// Which rules a fault of validation leaves out, and that the others hold.
import { test } from 'node:test';
import { expect } from 'chai';
import { type ConfigureRequest, configureSchema } from '../../../src/stand-in/rest/requests';
import { type Limits, rules } from '../../../src/stand-in/rest/rules';
import { composeHooks } from '../../../src/stand-in/server-faults';

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

test('a missing field is guessed, a present one stays as it is', () => {
  const { requestBody } = composeHooks(['missing-fields-guessed']);
  const guessed = configureSchema.parse(requestBody({ channels: { min: 3, max: 4 } }));
  expect(guessed).to.deep.equal({ channels: { min: 3, max: 4 }, displayInfo: { height: 800 }, view_type: 0 });
});

function fieldsUnder(fault: string, request: ConfigureRequest): string[] {
  const problems = Object.values(composeHooks([fault]).rules(rules)).flatMap((rule) => rule(request, limits));
  return problems.map(({ loc }) => loc.slice(1).join('.'));
}
