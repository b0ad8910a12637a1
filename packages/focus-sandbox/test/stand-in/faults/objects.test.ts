// What a fault changes in a job's objects, and that it changes nothing else.
import { test } from 'node:test';
import { expect } from 'chai';
import { compare, type Operation } from 'fast-json-patch';
import type { Job } from '../../../src/stand-in/jobs/job';
import { buildJobObjects } from '../../../src/stand-in/jobs/job-objects';
import { listRemovals } from '../../../src/stand-in/jobs/removal';
import { composeHooks } from '../../../src/stand-in/server-faults';
import { readServerSettings } from '../../../src/stand-in/settings';

const settings = readServerSettings({
  POD_IP: '127.0.0.1',
  JOB_IMAGE: 'localhost/focus:1',
  JOB_COMMAND: '["node"]',
  CLEANUP_SERVICE_ACCOUNT: 'focus-cleanup',
  STREAM_HOST: '127.0.0.1',
});
const view = { job: job(2, { start_time: 100, end_time: 200 }), others: [job(1, {})] };
const container = '/0/spec/template/spec/containers/0';

test('a healthy job has its Job, its Service and its cleanup Job, in this order', () => {
  const names = buildJobObjects(view.job, settings).map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
  expect(names).to.deep.equal(['Job grpc-job-2-70002', 'Service grpc-service-2-70002', 'Job cleanup-job-2-70002']);
});

const changes: Readonly<Record<string, Operation[]>> = {
  'pod-wrong-label': [{ op: 'replace', path: '/0/spec/template/metadata/labels/app', value: 'grpc-view-2-70002' }],
  'no-memory-limit': [{ op: 'remove', path: `${container}/resources/limits/memory` }],
  'no-gpu-share': [
    { op: 'remove', path: `${container}/resources/limits/nvidia.com~1gpu.shared` },
    { op: 'remove', path: `${container}/resources/requests/nvidia.com~1gpu.shared` },
  ],
  'service-selects-other-job': [{ op: 'replace', path: '/1/spec/selector/app', value: 'grpc-job-1-70001' }],
  'wrong-target-port': [{ op: 'replace', path: '/1/spec/ports/0/targetPort', value: 5001 }],
  'same-port-twice': [{ op: 'replace', path: '/1/spec/ports/0/port', value: 12302 }],
  'historic-range-swapped': [
    { op: 'replace', path: `${container}/args/2`, value: '--end-time=100' },
    { op: 'replace', path: `${container}/args/1`, value: '--start-time=200' },
  ],
  'historic-range-not-passed': [
    { op: 'remove', path: `${container}/args/2` },
    { op: 'remove', path: `${container}/args/1` },
  ],
};

for (const [fault, expected] of Object.entries(changes)) {
  test(`${fault} changes the objects of a job there alone`, () => {
    const healthy = buildJobObjects(view.job, settings);
    const faulty = composeHooks([fault]).createdObjects(healthy, view);
    expect(compare(healthy, [...faulty])).to.deep.equal(expected);
  });
}

test('a fault changes copies of the objects', () => {
  const healthy = buildJobObjects(view.job, settings);
  composeHooks(['no-memory-limit']).createdObjects(healthy, view);
  expect(healthy).to.deep.equal(buildJobObjects(view.job, settings));
});

test('faults act one after the other', () => {
  const names = composeHooks(['service-missing', 'no-job-created'])
    .createdObjects(buildJobObjects(view.job, settings), view)
    .map(({ metadata }) => metadata?.name);
  expect(names).to.deep.equal(['cleanup-job-2-70002']);
});

const cancels: Readonly<Record<string, readonly object[]>> = {
  'cancel-removes-nothing': [],
  'cancel-leaves-pod': [
    { kind: 'Job', name: 'cleanup-job-2-70002' },
    { kind: 'Service', name: 'grpc-service-2-70002' },
    { kind: 'Job', name: 'grpc-job-2-70002', propagationPolicy: 'Orphan' },
  ],
  'cancel-leaves-service': [
    { kind: 'Job', name: 'cleanup-job-2-70002' },
    { kind: 'Job', name: 'grpc-job-2-70002' },
  ],
  'cancel-leaves-cleanup-job': [
    { kind: 'Service', name: 'grpc-service-2-70002' },
    { kind: 'Job', name: 'grpc-job-2-70002' },
  ],
  'cancel-takes-neighbour': [...listRemovals('2-70002'), { kind: 'PodsOf', name: 'grpc-job-1-70001' }],
  'cancel-takes-neighbours-service': [...listRemovals('2-70002'), { kind: 'Service', name: 'grpc-service-1-70001' }],
};

for (const [fault, expected] of Object.entries(cancels)) {
  test(`${fault} decides what a cancel deletes`, () => {
    expect(composeHooks([fault]).removals(listRemovals('2-70002'), view)).to.deep.equal(expected);
  });
}

test('a name that is no fault of the server is refused', () => {
  expect(() => composeHooks(['no-gpu-share', 'none'])).to.throw('"none" is no fault of the server');
  expect(() => composeHooks(['no-events'])).to.throw('"no-events" is no fault of the server');
});

function job(slot: number, times: Partial<Job['request']>): Job {
  const request = { displayInfo: { height: 800 }, channels: { min: 1, max: 10 }, view_type: 0, ...times };
  const sequence = 70_000 + slot;
  return { id: `${slot}-${sequence}`, slot, sequence, request, portOffset: slot, createdAt: 0 };
}
