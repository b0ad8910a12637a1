// What must hold for a job's pod: each rule, and its message when it is broken.
import { describe, test } from 'node:test';
import type { V1Job, V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { listMismatches } from '../../support/cluster/watch/mismatch';
import { isJobPod, listObjectNames, readJobId } from '../../support/jobs/object-names';
import {
  checkNeverRestarted,
  checkNotBeingDeleted,
  checkOwnerAndLabels,
  checkRunningAndReady,
  checkStreamingContainer,
} from '../../support/jobs/pod-checks';

const names = listObjectNames('12-7');
const owner: V1Job = { metadata: { name: 'grpc-job-12-7', uid: 'u1' } };
const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'grpc-job-12-7', uid: 'u1', controller: true }];
const pod: V1Pod = {
  metadata: { name: 'grpc-job-12-7-x7k2p', labels: { app: 'grpc-job-12-7' }, ownerReferences },
  spec: { containers: [{ name: 'stream', ports: [{ containerPort: 5000 }] }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ name: 'stream', ready: true, restartCount: 0, image: 'i', imageID: 'i' }],
  },
};

describe('names of a job', () => {
  test('the job id is read from the name of each of its objects', () => {
    const objects = ['grpc-job-12-7', 'grpc-job-12-7-x7k2p', 'cleanup-job-12-7', 'grpc-service-12-7'];
    expect(objects.map(readJobId)).to.deep.equal(['12-7', '12-7', '12-7', '12-7']);
    expect(['focus-server', 'grpc-job-', 'grpc-job-12'].map(readJobId)).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a pod is found by its owner, its label or its name alone, and not confused with the pod of a job whose id begins in the same way', () => {
    expect(isJobPod(names, { metadata: { name: 'x', labels: { app: 'grpc-job-12-7' } } })).to.equal(true);
    expect(isJobPod(names, { metadata: { name: 'x', ownerReferences } })).to.equal(true);
    expect(isJobPod(names, { metadata: { name: 'grpc-job-12-7-abcde' } })).to.equal(true);
    expect(isJobPod(names, { metadata: { name: 'grpc-job-12-70-abcde', labels: { app: 'grpc-job-12-70' } } })).to.equal(
      false,
    );
  });
});

describe('a healthy pod', () => {
  test('meets every check', () => {
    const checks = [
      checkOwnerAndLabels(names, owner),
      checkStreamingContainer,
      checkRunningAndReady,
      checkNeverRestarted,
    ];
    expect(checks.flatMap((check) => check(pod))).to.deep.equal([]);
  });
});

describe('a pod that breaks a rule', () => {
  test('without owner and with another label', () => {
    const wrong = { metadata: { name: 'grpc-job-12-7-x7k2p', labels: { app: 'other' } } };
    expect(listMismatches(checkOwnerAndLabels(names, owner)(wrong))).to.deep.equal([
      '* metadata.labels.app: expected grpc-job-12-7, was other',
      '* metadata.ownerReferences: expected Job grpc-job-12-7 (uid u1), was no controller',
    ]);
  });

  test('owned by a Job of the same name that is gone', () => {
    const mismatches = checkOwnerAndLabels(names, undefined)(pod);
    expect(listMismatches(mismatches)).to.deep.equal([
      '* metadata.ownerReferences: expected Job grpc-job-12-7 (uid of a Job that does not exist), was Job grpc-job-12-7 (uid u1)',
    ]);
  });

  test('with a container on another port', () => {
    const wrong = { spec: { containers: [{ name: 'stream', ports: [{ containerPort: 80 }] }] } };
    expect(listMismatches(checkStreamingContainer(wrong))).to.deep.equal([
      '* spec.containers[].ports: expected one container with port 5000, was 0 of 1 containers (ports 80)',
    ]);
  });

  test('Pending, without a status of its container', () => {
    expect(listMismatches(checkRunningAndReady({ status: { phase: 'Pending' } }))).to.deep.equal([
      '* status.conditions[Ready]: expected True, was absent',
      '* status.phase: expected Running, was Pending',
    ]);
  });

  test('restarted after an exit', () => {
    const status = { name: 'stream', ready: true, restartCount: 2, image: 'i', imageID: 'i' };
    const lastState = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    const wrong = { status: { containerStatuses: [{ ...status, lastState }] } };
    expect(listMismatches(checkNeverRestarted(wrong))).to.deep.equal([
      '* status.containerStatuses[stream].restartCount: expected 0, was 2 (last end: OOMKilled, exit code 137)',
    ]);
  });
});

test('an object that was deleted is reported as being deleted, even while a finalizer keeps it', () => {
  expect(checkNotBeingDeleted({ metadata: {} })).to.deep.equal([]);
  const deletionTimestamp = new Date('2026-11-22T18:00:00Z');
  expect(listMismatches(checkNotBeingDeleted({ metadata: { deletionTimestamp } }))).to.deep.equal([
    '* metadata.deletionTimestamp: expected absent, was 2026-11-22T18:00:00.000Z',
  ]);
});
