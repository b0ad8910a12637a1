// Jobs for which the server had no slot.
import { test } from 'node:test';
import { expect } from 'chai';
import { noSlot } from '../failures';
import { alive, createJobs, createRecord, refused } from '../records';
import { listRanked, listRuledOut } from './describe-diagnosis';

test('names the slots of the server', () => {
  const record = createRecord(createJobs([150, alive], [50, noSlot]));
  expect(listRanked(record)).to.deep.equal([
    "server-slots high 50: Server slots used up: 150 of 150 taken, 50 jobs answered 429 → raise the server's limit from 150 to 200 slots (50 more)",
  ]);
  expect(listRuledOut(record, 'api-throttling')).to.equal(
    'no answer names it, 0 of 400 calls of the suite itself were throttled',
  );
});

test('treats 429 without a reason as slots, with low confidence', () => {
  expect(listRanked(createRecord(createJobs([150, alive], [50, refused(429, '')])))).to.deep.equal([
    'server-slots low 50: Server slots used up: 50 jobs answered 429, without a reason → raise the number of jobs that the server allows by 50 to at least 200',
  ]);
});
