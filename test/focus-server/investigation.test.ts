// Builders of investigations keep within the limits that the server tells.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  historicInvestigation,
  liveInvestigation,
  type ServerLimits,
  waterfallInvestigation,
} from '../../support/focus-server';

const limits = serverLimits(2000);

test('a live investigation is the light configuration', () => {
  expect(liveInvestigation(limits)).to.deep.equal({
    displayTimeAxisDuration: 10,
    nfftSelection: 512,
    displayInfo: { height: 800 },
    channels: { min: 2, max: 11 },
    frequencyRange: { min: 0, max: 250 },
    start_time: null,
    end_time: null,
    view_type: 0,
  });
});

test('frequencies stay below the Nyquist limit and channels below the highest', () => {
  const small: ServerLimits = { ...serverLimits(200), channels: { min: 5, max: 8 } };
  expect(liveInvestigation(small)).to.deep.include({
    channels: { min: 6, max: 8 },
    frequencyRange: { min: 0, max: 100 },
  });
});

test('a historic investigation carries its range, in epoch seconds', () => {
  expect(historicInvestigation(limits, { start: 10, end: 20 })).to.include({ start_time: 10, end_time: 20 });
});

test('a waterfall has NFFT 1, no frequency range and no time axis', () => {
  expect(waterfallInvestigation(limits)).to.deep.equal({
    nfftSelection: 1,
    displayInfo: { height: 800 },
    channels: { min: 2, max: 11 },
    start_time: null,
    end_time: null,
    view_type: 2,
  });
});

test('what a scenario asks for wins', () => {
  expect(liveInvestigation(limits, { nfftSelection: 2048 }).nfftSelection).to.equal(2048);
});

function serverLimits(prr: number): ServerLimits {
  return { channels: { min: 1, max: 2222 }, live: { dx: 1, prr, sw_version: '1', nyquist: prr / 2, flows: true } };
}
