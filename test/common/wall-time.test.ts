// How wall time is divided among the causes of waits.
import { test } from 'node:test';
import { expect } from 'chai';
import { divideTime, WallTime } from '../../support/common/wall-time';

const run = { startMs: 100, endMs: 200 };

test('each moment counts once: for the server before the cluster, and for the cluster before the removal', () => {
  const waits = [
    { cause: 'removal', startMs: 110, endMs: 190 },
    { cause: 'cluster', startMs: 120, endMs: 150 },
    { cause: 'cluster', startMs: 130, endMs: 160 },
    { cause: 'server', startMs: 140, endMs: 145 },
  ] as const;
  expect(divideTime(waits, run)).to.deep.equal({ server: 5, cluster: 35, removal: 40, suite: 20 });
});

test('time without a wait is that of the suite', () => {
  expect(divideTime([], run)).to.deep.equal({ server: 0, cluster: 0, removal: 0, suite: 100 });
});

test('a wait counts only from the start to the end of the run', () => {
  const wait = { cause: 'server', startMs: 50, endMs: 250 } as const;
  expect(divideTime([wait], run)).to.deep.equal({ server: 100, cluster: 0, removal: 0, suite: 0 });
});

test('a wait that fails is measured too', async () => {
  const wallTime = new WallTime();
  const failure = new Error('not gone');
  const seen = await wallTime.measure('removal', () => Promise.reject(failure)).catch((error: unknown) => error);
  expect(seen).to.equal(failure);
  expect(wallTime.summarize().removal).to.be.above(0);
});
