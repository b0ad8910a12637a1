// Containers that end by themselves.
import { test } from 'node:test';
import { expect } from 'chai';
import { crashed, crashLooping, outOfMemory } from '../failures';
import { alive, createJobs, createRecord } from '../records';
import { listRanked } from './describe-diagnosis';

test('names containers that end, and their reason', () => {
  const record = createRecord(createJobs([120, alive], [50, outOfMemory], [20, crashed], [10, crashLooping]));
  expect(listRanked(record)).to.deep.equal([
    "containers-dying high 80: Containers dying: 50 OOMKilled, 20 ended with exit code 1, 10 CrashLoopBackOff → raise the memory limit of the job's container: 80 of 200 jobs reached it (a job requests 64 MiB of memory)",
  ]);
});
