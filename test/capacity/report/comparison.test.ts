// Changes against a baseline, and whether they are more than noise.
import { test } from 'node:test';
import { expect } from 'chai';
import type { CapacityRecord } from '../../../support/capacity/capacity-record';
import { createBaseline } from '../../../support/capacity/report/baseline';
import { compare, formatChange } from '../../../support/capacity/report/comparison';
import { createMeasurements } from '../../../support/capacity/report/measurements';
import { accepted, noSlot } from '../failures';
import { alive, createJobs, createRecord } from '../records';

const before = createRecord(createJobs([200, alive]));

test('names what grew by more than a fifth, and keeps the rest as noise', () => {
  const slower = createRecord(createJobs([200, accepted(() => 150)]));
  const { changes, baseline, baseline_generated_at: time } = compared(before, slower);
  expect([baseline, time]).to.deep.equal(['capacity_dev_1.json', '2025-10-26T18:00:00']);
  expect(changes.filter(({ notable }) => notable).map(formatChange)).to.deep.equal([
    'p95 of request: 100 → 150 ms (+50.00%)',
  ]);
  expect(changes.find(({ figure }) => figure === 'p95 of job creation')).to.deep.equal({
    figure: 'p95 of job creation',
    unit: 'ms',
    before: 400,
    now: 450,
    change: '12.50%',
    notable: false,
  });
});

test('treats a few milliseconds as noise, whatever their share', () => {
  const fast = createRecord(createJobs([200, accepted(() => 10)]));
  const slower = createRecord(createJobs([200, accepted(() => 20)]));
  expect(compared(fast, slower).changes.filter(({ notable }) => notable)).to.deep.equal([]);
});

test('any change of a number of jobs is notable', () => {
  const fewer = createRecord(createJobs([199, alive], [1, noSlot]));
  expect(
    compared(before, fewer)
      .changes.filter(({ notable }) => notable)
      .map(formatChange),
  ).to.deep.equal(['alive: 200 → 199 jobs (-0.50%)']);
});

test('has nothing to compare without a baseline', () => {
  const ignored = [{ file: 'capacity_dev_0.json', reason: 'it could not be read' }];
  expect(compare(createMeasurements(before), undefined, ignored)).to.deep.equal({
    baseline: null,
    baseline_generated_at: null,
    notable_from: '20.00%',
    notable_from_ms: 20,
    changes: [],
    ignored_files: ignored,
  });
});

function compared(old: CapacityRecord, now: CapacityRecord) {
  const measured = createMeasurements(old);
  const context = { measured, comparison: compare(measured, undefined, []), now: new Date('2025-10-26T18:00:00Z') };
  return compare(createMeasurements(now), { file: 'capacity_dev_1.json', baseline: createBaseline(old, context) }, []);
}
