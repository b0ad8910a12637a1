// What a Job declares for its end: at most one pod, and a limit to how long it stays.
import { describe, test } from 'node:test';
import type { V1Job, V1JobSpec } from '@kubernetes/client-node';
import { expect } from 'chai';
import { listMismatches } from '../../support/cluster/watch/mismatch';
import { checkNeverRetries, checkRemovedAfterEnd } from '../../support/jobs/lifetime-checks';

function createJob(spec: Omit<V1JobSpec, 'template'>): V1Job {
  return { spec: { template: {}, ...spec } };
}

describe('a job that ends', () => {
  test('starts no second pod', () => {
    expect(checkNeverRetries(createJob({ backoffLimit: 0 }))).to.deep.equal([]);
    expect(listMismatches(checkNeverRetries(createJob({ backoffLimit: 1 })))).to.deep.equal([
      '* spec.backoffLimit: expected 0, was 1',
    ]);
    expect(listMismatches(checkNeverRetries(createJob({})))).to.deep.equal([
      '* spec.backoffLimit: expected 0, was unset',
    ]);
  });

  test('is removed in the promised time, or earlier', () => {
    const check = checkRemovedAfterEnd(120_000);
    expect(check(createJob({ ttlSecondsAfterFinished: 120 }))).to.deep.equal([]);
    expect(check(createJob({ ttlSecondsAfterFinished: 0 }))).to.deep.equal([]);
    expect(listMismatches(check(createJob({ ttlSecondsAfterFinished: 121 })))).to.deep.equal([
      '* spec.ttlSecondsAfterFinished: expected at most 120, was 121',
    ]);
    expect(listMismatches(check(createJob({})))).to.deep.equal([
      '* spec.ttlSecondsAfterFinished: expected at most 120, was unset',
    ]);
  });
});
