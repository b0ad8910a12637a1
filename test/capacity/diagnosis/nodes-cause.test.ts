// Nodes that are out of service.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { alive, createJobs, createNode, createPod, createRecord, gpuShare, unscheduled } from '../records';
import { listEvidence, listRanked, listRuledOut } from './describe-diagnosis';

test('a cordoned node that would have sustained the missing jobs is the cause, not the resource that ran out on the other nodes', () => {
  const message = `0/2 nodes are available: 1 Insufficient ${gpuShare}, 1 node(s) were unschedulable.`;
  const record = createRecord(createJobs([150, alive], [50, unscheduled(message)]), {
    nodes: [gpuNode('node-1', 150, 150), { ...gpuNode('node-2', 100), cordoned: true }],
  });
  expect(listRanked(record)).to.deep.equal([
    'node-unavailable high 50: Node unavailable: node-2 is cordoned; 50 jobs need it → kubectl uncordon node-2 (room for 100 jobs): 50 missing jobs of 200 would run there',
  ]);
  expect(listEvidence(record, 'node-unavailable')).to.deep.equal([
    `50 × "${message}"`,
    'node-2: room for 100 jobs (100 nvidia.com/gpu.shared, 1,100 pods allocatable)',
  ]);
  expect(listRuledOut(record, 'gpu')).to.equal(
    '150 of 150 nvidia.com/gpu.shared requested, but the nodes that are out of service would sustain the rest',
  );
});

for (const taint of [
  'untolerated taint {node.kubernetes.io/not-ready: }',
  "taint {node.kubernetes.io/not-ready: }, that the pod didn't tolerate",
  'untolerated taint(s)',
]) {
  test(`a node that is NotReady is the cause (${taint})`, () => {
    const message = `0/2 nodes are available: 1 Insufficient ${gpuShare}, 1 node(s) had ${taint}.`;
    const away = { ...gpuNode('node-2', 100), ready: false, condition: 'KubeletNotReady: PLEG is not healthy' };
    const record = createRecord(createJobs([150, alive], [50, unscheduled(message)]), {
      nodes: [gpuNode('node-1', 150, 150), away],
    });
    expect(listRanked(record)).to.deep.equal([
      'node-unavailable high 50: Node unavailable: node-2 is NotReady (KubeletNotReady: PLEG is not healthy); 50 jobs need it → make node-2 Ready again (room for 100 jobs): 50 missing jobs of 200 would run there',
    ]);
  });
}

test('a node that would sustain a part of the jobs is named beside the resource', () => {
  const message = `0/2 nodes are available: 1 Insufficient ${gpuShare}, 1 node(s) were unschedulable.`;
  const record = createRecord(createJobs([100, alive], [100, unscheduled(message)]), {
    nodes: [gpuNode('node-1', 100, 100), { ...gpuNode('node-2', 60), cordoned: true }],
  });
  expect(listRanked(record)).to.deep.equal([
    'node-unavailable high 60: Node unavailable: node-2 is cordoned; 60 jobs need it → kubectl uncordon node-2 (room for 60 jobs): 60 missing jobs of 200 would run there',
    'gpu high 40: GPU shares exhausted: 100 of 100 requested, 40 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared) → add 40 nvidia.com/gpu.shared (160 allocatable with all nodes in service, 200 jobs request 200)',
  ]);
});

test('jobs that were lost with their node are counted for the node', () => {
  const lost = createJobs(
    [150, alive],
    [50, (base) => ({ ...base, class: 'failed', readySeenMs: 900, pod: createPod(base.number, { node: 'node-2' }) })],
  );
  const record = createRecord(lost, {
    nodes: [createNode('node-1', { jobs: 150 }), createNode('node-2', { ready: false, jobs: 50 })],
  });
  expect(diagnose(record).ranked.map(({ cause, jobsExplained }) => [cause, jobsExplained])).to.deep.equal([
    ['node-unavailable', 50],
  ]);
  expect(listEvidence(record, 'node-unavailable')).to.include('50 pods lost with their node: on node-2 (50)');
});

function gpuNode(name: string, shares: number, jobs = 0) {
  return createNode(name, { jobs, allocatable: { [gpuShare]: shares } });
}
