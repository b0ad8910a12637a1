// Jobs that were removed because they were idle.
import { test } from 'node:test';
import { expect } from 'chai';
import { removed } from '../failures';
import { alive, createJobs, createRecord } from '../records';
import { listRanked, listRuledOut } from './describe-diagnosis';

test('names the cleanup of idle jobs, and how long they lived', () => {
  const record = createRecord(createJobs([120, alive], [80, removed]));
  expect(listRanked(record)).to.deep.equal([
    'idle-cleanup high 80: Idle cleanup: 80 jobs removed before the end of the plateau, alive for 2 s (median) → let jobs that idle live for at least 5.3 s: 80 jobs of 200 were removed after 2 s',
  ]);
  expect(listRuledOut(record, 'containers-dying')).to.equal(
    'no container of a missing job ended with an error, was OOMKilled or restarted',
  );
});
