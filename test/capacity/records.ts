// Invented records of capacity runs for the tests of the diagnosis and the reports.

import type { CapacityJob, CapacityNode, CapacityPod, CapacityRecord } from '../../support/capacity/capacity-record';
import type { ObjectEvent } from '../../support/cluster/readings/events';

export const gpuShare = 'nvidia.com/gpu.shared';
export const mebibyte = 2 ** 20;

/** Creates the job of this number from a base that was accepted and has a pod on `node-1` that never became Ready. */
export type MakeJob = (base: CapacityJob) => CapacityJob;

/** Jobs in the order in which they were due: a number of each kind. */
export function createJobs(...kinds: readonly (readonly [count: number, make: MakeJob])[]): CapacityJob[] {
  const makes = kinds.flatMap(([count, make]) => Array.from({ length: count }, () => make));
  return makes.map((make, index) => make(acceptedJob(index + 1)));
}

/** A run of a burst with these jobs: target 200, one node with 1,100 GPU shares, of which each job with a node holds one. */
export function createRecord(jobs: readonly CapacityJob[], change: Partial<CapacityRecord> = {}): CapacityRecord {
  const aliveCount = jobs.filter((job) => job.class === 'alive').length;
  const placed = jobs.filter(({ pod }) => pod?.node !== undefined).length;
  const target = change.plan?.target ?? 200;
  return {
    environment: { name: 'dev', namespace: 'panda' },
    plan: { ...plan, target, steps: [target] },
    startedAt: new Date('2025-10-27T17:59:00Z'),
    endedMs: 60_000,
    steps: [{ wanted: jobs.length, alive: aliveCount, degraded: aliveCount < 0.95 * jobs.length }],
    plateau: { alive: aliveCount, fromMs: 6_000, heldMs: aliveCount === 0 ? 0 : 5_000 },
    jobs,
    perJob: { [gpuShare]: 1, cpu: 0.1, memory: 64 * mebibyte, pods: 1 },
    nodes: [createNode('node-1', { jobs: placed })],
    quotas: [],
    nodePortsBefore: 0,
    serverChanges: [],
    serverLog: [],
    apiCalls: { calls: 400, throttled: 0 },
    ...change,
  };
}

export const plan: CapacityRecord['plan'] = {
  target: 200,
  minimum: 200,
  workers: 50,
  steps: [200],
  successRate: 0.95,
  plateauMs: 5_000,
  aliveWithinMs: 30_000,
  enforcement: 'required',
  latencyP95Ms: 500,
  latencyP99Ms: 1_000,
};

interface NodeChange extends Partial<Omit<CapacityNode, 'name'>> {
  /** The number of jobs on the node at the end. */
  readonly jobs?: number;
}

export function createNode(name: string, { jobs = 0, ...change }: NodeChange = {}): CapacityNode {
  return {
    name,
    allocatable: { cpu: 256, memory: 65_536 * mebibyte, pods: 1_100, [gpuShare]: 1_100, ...change.allocatable },
    ready: change.ready ?? true,
    cordoned: change.cordoned ?? false,
    condition: change.condition ?? '',
    samples: change.samples ?? [createSample(0, 0), createSample(30_000, jobs)],
  };
}

/** Others request one pod with 0.5 cores and 512 MiB. */
export function createSample(atMs: number, jobs: number): CapacityNode['samples'][number] {
  const requested = { cpu: 0.5 + 0.1 * jobs, memory: (512 + 64 * jobs) * mebibyte, pods: 1 + jobs, [gpuShare]: jobs };
  return { atMs, requested, used: { cpu: 0.2 + 0.01 * jobs, memory: (300 + 20 * jobs) * mebibyte } };
}

export const alive: MakeJob = (base) => ({
  ...base,
  class: 'alive',
  reason: '',
  ...seen(base),
  aliveFromMs: (base.answeredMs ?? 0) + 1_500,
  pod: createPod(base.number, { phase: 'Running', readyAt: new Date('2025-10-27T17:59:03Z') }),
});

/** Accepted, but the scheduler finds no node. */
export function unscheduled(message: string): MakeJob {
  return (base) => {
    const { node: _, ...pod } = createPod(base.number, { trouble: `Unschedulable: ${message}` });
    const events = [createEvent('FailedScheduling', message, { source: 'default-scheduler' })];
    return { ...base, class: 'pending', reason: 'its pod was never scheduled', pod, events };
  };
}

export function refused(status: number, text: string): MakeJob {
  return ({ pod: _, jobId: __, podSeenMs: ___, ...base }) => ({
    ...base,
    class: 'refused',
    reason: `the server answered ${status}`,
    answer: { status, text },
    events: [],
  });
}

export function createEvent(reason: string, message: string, change: Partial<ObjectEvent> = {}): ObjectEvent {
  const time = new Date('2025-10-27T17:59:02Z');
  const type = /^(Failed|BackOff)/.test(reason) ? 'Warning' : 'Normal';
  return { reason, message, type, count: 1, firstTime: time, lastTime: time, source: 'kubelet', ...change };
}

export function createPod(number: number, change: Partial<CapacityPod> = {}): CapacityPod {
  return {
    name: `grpc-job-${number}-abcde`,
    node: 'node-1',
    phase: 'Pending',
    restarts: 0,
    vanished: false,
    createdAt: new Date('2025-10-27T17:59:01Z'),
    ...change,
  };
}

/** The times of a start that takes 1.5 s after the answer. */
export function seen({ answeredMs = 0 }: CapacityJob) {
  return {
    podSeenMs: answeredMs - 20,
    scheduledSeenMs: answeredMs + 100,
    startedSeenMs: answeredMs + 700,
    readySeenMs: answeredMs + 1_400,
    answeringMs: answeredMs + 1_500,
  };
}

/** Fifty workers: each job is sent 100 ms after the previous job of its worker, and answered 100 ms later. */
function acceptedJob(number: number): CapacityJob {
  const sentMs = 100 * Math.floor((number - 1) / 50);
  return {
    number,
    class: 'pending',
    reason: 'its pod was not Ready in time',
    dueMs: 0,
    sentMs,
    answeredMs: sentMs + 100,
    answer: { status: 200, text: '' },
    jobId: `${number}-${70_000 + number}`,
    podSeenMs: sentMs + 80,
    pod: createPod(number),
    events: [],
  };
}
