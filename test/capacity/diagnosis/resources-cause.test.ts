// Resources of the nodes that ran out.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { alive, createJobs, createNode, createPod, createRecord, gpuShare, mebibyte, unscheduled } from '../records';
import { listEvidence, listRanked } from './describe-diagnosis';

const noGpu = unscheduled(`0/1 nodes are available: 1 Insufficient ${gpuShare}.`);

test('names GPU shares that ran out, and how many are missing', () => {
  const record = createRecord(createJobs([150, alive], [50, noGpu]), { nodes: [gpuNode('node-1', 150, 150)] });
  const { ranked: causes, unexplained } = diagnose(record);
  expect(unexplained).to.equal(0);
  expect(causes).to.deep.equal([
    {
      cause: 'gpu',
      confidence: 'high',
      jobsExplained: 50,
      summary:
        'GPU shares exhausted: 150 of 150 requested, 50 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared)',
      evidence: [
        '50 × "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.shared."',
        'nodes that take pods: 150 nvidia.com/gpu.shared allocatable, 150 requested at most, 0 of them before the first job',
      ],
      immediateAction: 'add 50 nvidia.com/gpu.shared (150 allocatable, 200 jobs request 200)',
      nextStep: 'Add a GPU node, or let the device plugin split each GPU into more shares.',
    },
  ]);
});

test('includes the jobs that a ramp which stopped early never requested', () => {
  const record = createRecord(createJobs([30, alive], [10, noGpu]), { nodes: [gpuNode('node-1', 30, 30)] });
  expect(listRanked(record)).to.deep.equal([
    'gpu high 10: GPU shares exhausted: 30 of 30 requested, 10 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared) → add 170 nvidia.com/gpu.shared (30 allocatable, 200 jobs request 200)',
  ]);
});

test('names CPU in cores, whatever the scheduler adds about preemption', () => {
  const message =
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
  const record = createRecord(createJobs([150, alive], [50, unscheduled(message)]), {
    nodes: [createNode('node-1', { jobs: 150, allocatable: { cpu: 15.5 } })],
  });
  expect(listRanked(record)).to.deep.equal([
    'cpu high 50: CPU requests exhausted: 15.5 of 15.5 cores requested, 50 pods pending (FailedScheduling: Insufficient cpu) → add 5 CPU cores (15.5 allocatable, 200 jobs request 20, others 0.5)',
  ]);
});

test('names memory in MiB', () => {
  const record = createRecord(
    createJobs([150, alive], [50, unscheduled('0/1 nodes are available: 1 Insufficient memory.')]),
    {
      nodes: [createNode('node-1', { jobs: 150, allocatable: { memory: 10_112 * mebibyte } })],
    },
  );
  expect(listRanked(record)).to.deep.equal([
    'memory high 50: Memory requests exhausted: 10,112 of 10,112 MiB requested, 50 pods pending (FailedScheduling: Insufficient memory) → add 3,200 MiB of memory (10,112 allocatable, 200 jobs request 12,800, others 512)',
  ]);
});

test('names the pod limit of the nodes', () => {
  const record = createRecord(
    createJobs([150, alive], [50, unscheduled('0/1 nodes are available: 1 Too many pods.')]),
    {
      nodes: [createNode('node-1', { jobs: 150, allocatable: { pods: 151 } })],
    },
  );
  expect(listRanked(record)).to.deep.equal([
    "pod-limit high 50: Pod limit of the nodes reached: 151 of 151 pods requested, 50 pods pending (FailedScheduling: Too many pods) → raise the nodes' pod limit by 50 pods in all (151 allocatable, 200 jobs request 200, others 1)",
  ]);
});

test('names both resources of one message', () => {
  const both = unscheduled('0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.');
  const causes = diagnose(createRecord(createJobs([190, alive], [10, both]))).ranked;
  expect(causes.map(({ cause, jobsExplained }) => [cause, jobsExplained])).to.deep.equal([
    ['cpu', 10],
    ['memory', 10],
  ]);
});

test('reads the rejection of a kubelet', () => {
  const trouble =
    "OutOfpods: Pod was rejected: Node didn't have enough resource: pods, requested: 1, used: 110, capacity: 110";
  const jobs = createJobs(
    [199, alive],
    [1, (base) => ({ ...base, class: 'failed', pod: createPod(base.number, { phase: 'Failed', trouble }) })],
  );
  expect(listRanked(createRecord(jobs))).to.deep.equal([
    "pod-limit high 1: Pod limit of the nodes reached: 201 of 1,100 pods requested, 1 pod pending (OutOfpods: Pod was rejected: Node didn't have enough resource: pods, requested: 1, used: 110, capacity: 110) → raise the nodes' pod limit by 1 pods in all (1,100 allocatable, 200 jobs request 200, others 1)",
  ]);
});

test('without the nodes, states what is missing in jobs', () => {
  const record = createRecord(createJobs([150, alive], [50, noGpu]), { nodes: [], notMeasured: 'nodes is forbidden' });
  expect(listRanked(record)).to.deep.equal([
    'gpu high 50: GPU shares exhausted: 50 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared) → add nvidia.com/gpu.shared for 50 jobs (200 jobs are wanted)',
  ]);
  expect(listEvidence(record, 'gpu')).to.include('the nodes could not be read: nodes is forbidden');
});

test('a node whose taint excludes jobs on purpose neither counts as missing nor offers capacity', () => {
  const message = `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.`;
  const control = createNode('control', { condition: 'node-role.kubernetes.io/control-plane:NoSchedule' });
  const record = createRecord(createJobs([150, alive], [50, unscheduled(message)]), {
    nodes: [
      control,
      createNode('node-1', { jobs: 150, allocatable: { cpu: 15.5 }, condition: 'nvidia.com/gpu:NoSchedule' }),
    ],
  });
  expect(listRanked(record)).to.deep.equal([
    'cpu high 50: CPU requests exhausted: 15.5 of 15.5 cores requested, 50 pods pending (FailedScheduling: Insufficient cpu) → add 5 CPU cores (15.5 allocatable, 200 jobs request 20, others 0.5)',
  ]);
});

function gpuNode(name: string, shares: number, jobs = 0) {
  return createNode(name, { jobs, allocatable: { [gpuShare]: shares } });
}
