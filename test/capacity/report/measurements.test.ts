// The figures of a report: every job in a class, no job lost from a quantile, and no figure without data.
import { test } from 'node:test';
import { expect } from 'chai';
import { summarizeLatencies } from '../../../support/capacity/report/latencies';
import { createMeasurements, meetsTarget } from '../../../support/capacity/report/measurements';
import { summarizeResources } from '../../../support/capacity/report/resource-usage';
import { createTimeline } from '../../../support/capacity/report/timeline';
import { neverSent, noSlot, refusedCall, silent } from '../failures';
import {
  alive,
  createJobs,
  createNode,
  createRecord,
  createSample,
  gpuShare,
  mebibyte,
  plan,
  unscheduled,
} from '../records';

const noGpu = unscheduled(`0/1 nodes are available: 1 Insufficient ${gpuShare}.`);

test('counts every job that was due in one class, with an example of each', () => {
  const record = createRecord(createJobs([150, alive], [20, noSlot], [20, noGpu], [10, refusedCall]));
  const { classes, capacity_analysis: capacity } = createMeasurements(record);
  expect(Object.values(classes).reduce((sum, { count }) => sum + count, 0)).to.equal(capacity.asked_for);
  expect(classes).to.deep.equal({
    alive: { count: 150, example: null },
    refused: {
      count: 20,
      example: {
        job: 151,
        reason: 'the server answered 429',
        status: 429,
        answer: 'capacity used up: 150 of 150 slots hold jobs; cancel one or try again later',
      },
    },
    pending: { count: 20, example: { job: 171, reason: 'its pod was never scheduled', status: 200, answer: '' } },
    failed: { count: 0, example: null },
    lost: {
      count: 10,
      example: {
        job: 191,
        reason: 'connection refused: nothing listens at this address',
        status: null,
        answer: null,
      },
    },
  });
});

test('states why jobs of the target were never due', () => {
  const steps = [
    { wanted: 10, alive: 10, degraded: false },
    { wanted: 20, alive: 12, degraded: true },
  ];
  const { capacity_analysis: capacity } = createMeasurements(
    createRecord(createJobs([12, alive], [8, noGpu]), { steps }),
  );
  expect(capacity).to.deep.equal({
    target_capacity: 200,
    actual_capacity: 12,
    gap: 188,
    gap_percentage: '94.00%',
    success_rate: '6.00%',
    asked_for: 20,
    not_due: 180,
    not_due_because: 'the ramp stopped at its first degradation: 12 of 20 jobs were alive',
  });
});

test('measures latencies from when a job was due, over all jobs', () => {
  const { job_creation: creation, due_to_alive: whole } = summarizeLatencies(createRecord(createJobs([200, alive])));
  expect(creation).to.deep.equal({
    from: 'due',
    to: 'answered',
    clock: "suite's monotonic clock",
    count: 200,
    unfinished: 0,
    mean_ms: 250,
    p50_ms: 250,
    p95_ms: 400,
    p99_ms: 400,
    max_ms: 400,
    at_least: [],
    no_data: null,
  });
  expect([whole.p50_ms, whole.max_ms]).to.deep.equal([1_750, 1_900]);
});

test('keeps jobs without an answer in the quantiles, and marks the figures that are lower bounds', () => {
  const { job_creation: creation } = summarizeLatencies(createRecord(createJobs([150, alive], [50, neverSent])));
  expect([creation.count, creation.unfinished]).to.deep.equal([200, 50]);
  expect([creation.p50_ms, creation.p95_ms, creation.max_ms]).to.deep.equal([250, 60_000, 60_000]);
  expect(creation.at_least).to.deep.equal(['mean_ms', 'p95_ms', 'p99_ms', 'max_ms']);
});

test('a call that failed has taken its time', () => {
  const { job_creation: creation } = summarizeLatencies(createRecord(createJobs([1, silent])));
  expect([creation.max_ms, creation.unfinished]).to.deep.equal([30_000, 0]);
});

test('no data is null with a reason', () => {
  const { started_to_ready: span } = summarizeLatencies(createRecord(createJobs([5, noSlot])));
  expect(span).to.deep.equal({
    from: 'started',
    to: 'ready',
    clock: "suite's monotonic clock",
    count: 0,
    unfinished: 0,
    mean_ms: null,
    p50_ms: null,
    p95_ms: null,
    p99_ms: null,
    max_ms: null,
    at_least: [],
    no_data: 'no job reached "started"',
  });
});

test('a stage that was seen before the answer took no time after it', () => {
  const early = createJobs([1, (base) => ({ ...alive(base), scheduledSeenMs: 10, startedSeenMs: 20 })]);
  const {
    accepted_to_scheduled: first,
    scheduled_to_started: second,
    started_to_ready: third,
  } = summarizeLatencies(createRecord(early));
  expect([first.max_ms, second.max_ms, third.max_ms]).to.deep.equal([0, 0, 1_400]);
});

test('the timeline counts the jobs at each of at most 200 points', () => {
  const timeline = createTimeline(createRecord(createJobs([150, alive], [50, noSlot])));
  expect(timeline.length).to.equal(200);
  expect(timeline[0]).to.deep.equal({ at_ms: 0, asked: 50, accepted: 0, ready: 0, alive: 0, failed: 0 });
  expect(timeline.at(-1)).to.deep.equal({
    at_ms: 60_000,
    asked: 200,
    accepted: 150,
    ready: 150,
    alive: 150,
    failed: 50,
  });
});

test('the timeline of a run that ended at once has one point', () => {
  expect(createTimeline(createRecord([], { endedMs: 0 }))).to.deep.equal([
    { at_ms: 0, asked: 0, accepted: 0, ready: 0, alive: 0, failed: 0 },
  ]);
});

test('states resources by node: allocatable, requested before, on average and at the peak, and used', () => {
  const node = createNode('node-1', {
    allocatable: { memory: 1_000 * mebibyte },
    samples: [createSample(0, 0), createSample(5, 100)],
  });
  const [shown] = summarizeResources(createRecord([], { nodes: [node] })).nodes;
  expect(shown?.resources.memory).to.deep.equal({
    unit: 'MiB',
    allocatable: 1_000,
    requested: { before: 512, mean: 3_712, peak: 6_912 },
    used: { mean: 1_300, peak: 2_300 },
  });
  expect(shown?.resources[gpuShare]).to.deep.equal({
    unit: 'pieces',
    allocatable: 1_100,
    requested: { before: 0, mean: 50, peak: 100 },
    used: null,
  });
});

test('meets the target with all jobs alive, and not if it was interrupted before the end of the plateau', () => {
  const jobs = createJobs([200, alive]);
  const held = (heldMs: number) => ({ plateau: { alive: 200, fromMs: 6_000, heldMs }, interrupted: 'SIGINT' });
  expect(meetsTarget(createRecord(jobs))).to.equal(true);
  expect(meetsTarget(createRecord(jobs, held(plan.plateauMs)))).to.equal(true);
  expect(meetsTarget(createRecord(jobs, held(100)))).to.equal(false);
  expect(meetsTarget(createRecord(createJobs([199, alive], [1, noSlot])))).to.equal(false);
});
