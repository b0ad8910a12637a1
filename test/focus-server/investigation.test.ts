// Builders of investigations respect the limits that the server reports.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  buildHistoricInvestigation,
  buildLiveInvestigation,
  buildWaterfallInvestigation,
  type ServerLimits,
} from '../../support/focus-server';

const limits = serverLimits(2000);

test('a live investigation is the light configuration', () => {
  expect(buildLiveInvestigation(limits)).to.deep.equal({
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
  expect(buildLiveInvestigation(small)).to.deep.include({
    channels: { min: 6, max: 8 },
    frequencyRange: { min: 0, max: 100 },
  });
});

test('a historic investigation contains its range, in epoch seconds', () => {
  expect(buildHistoricInvestigation(limits, { start: 10, end: 20 })).to.include({ start_time: 10, end_time: 20 });
});

test('a waterfall has NFFT 1, no frequency range and no time axis', () => {
  expect(buildWaterfallInvestigation(limits)).to.deep.equal({
    nfftSelection: 1,
    displayInfo: { height: 800 },
    channels: { min: 2, max: 11 },
    start_time: null,
    end_time: null,
    view_type: 2,
  });
});

test('the overrides of a scenario replace the defaults', () => {
  expect(buildLiveInvestigation(limits, { nfftSelection: 2048 }).nfftSelection).to.equal(2048);
});

function serverLimits(prr: number): ServerLimits {
  return { channels: { min: 1, max: 2222 }, live: { dx: 1, prr, sw_version: '1', nyquist: prr / 2, flows: true } };
}
