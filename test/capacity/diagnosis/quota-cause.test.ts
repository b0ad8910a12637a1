// Pods that a ResourceQuota refused.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { noQuota, resetCall } from '../failures';
import { alive, createEvent, createJobs, createRecord } from '../records';
import { listEvidence, listRanked, listRuledOut } from './describe-diagnosis';

test('names a quota, and by how much to raise it', () => {
  const quotas = [{ name: 'jobs', hard: { pods: 150 }, used: { pods: 150 } }];
  const record = createRecord(createJobs([150, alive], [50, noQuota]), { quotas });
  expect(listRanked(record)).to.deep.equal([
    'quota high 50: ResourceQuota jobs used up: 150 of 150 pods used, 50 jobs refused (exceeded quota) → raise ResourceQuota jobs from 150 to 200 pods (50 more for 50 jobs)',
  ]);
  expect(listEvidence(record, 'quota')[1]).to.equal('at the end, ResourceQuota jobs: 150 of 150 pods used');
  expect(listRuledOut(record, 'server-slots')).to.equal('50 answers 429 or 503, none of them names capacity or slots');
});

test('raises a quota for the whole target, including jobs that were lost before they reached the quota', () => {
  const [, action] = diagnose(createRecord(createJobs([150, alive], [30, resetCall], [20, noQuota]))).ranked.map(
    ({ immediateAction }) => immediateAction,
  );
  expect(action).to.equal('raise ResourceQuota jobs from 150 to 200 pods (50 more for 50 jobs)');
});

test('names a quota that refused the pods of accepted jobs', () => {
  const message =
    'Error creating: pods "grpc-job-1-2-abcde" is forbidden: exceeded quota: cpu, requested: requests.cpu=100m, used: requests.cpu=15, limited: requests.cpu=15';
  const record = createRecord(
    createJobs(
      [150, alive],
      [50, ({ pod: _, ...base }) => ({ ...base, events: [createEvent('FailedCreate', message)] })],
    ),
  );
  expect(listRanked(record)).to.deep.equal([
    'quota high 50: ResourceQuota cpu used up: 15 of 15 CPU cores used, 50 jobs refused (exceeded quota) → raise ResourceQuota cpu from 15 to 20 CPU cores (5 more for 50 jobs)',
  ]);
});
