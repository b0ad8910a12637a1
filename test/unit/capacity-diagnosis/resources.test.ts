// Resources of the nodes that ran out.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { alive, gpuShare, jobsOf, nodeOf, recordOf, unscheduled } from '../capacity/records';

test('names GPU shares that ran out, and how many are missing', () => {
  const message = `0/1 nodes are available: 1 Insufficient ${gpuShare}.`;
  const record = recordOf(jobsOf([150, alive], [50, unscheduled(message)]), {
    nodes: [nodeOf('node-1', { jobs: 150, allocatable: { [gpuShare]: 150 } })],
  });
  const { ranked, unexplained } = diagnose(record);
  expect(unexplained).to.equal(0);
  expect(ranked).to.deep.equal([
    {
      cause: 'gpu',
      confidence: 'high',
      jobsExplained: 50,
      summary:
        'GPU shares exhausted: 150 of 150 requested, 50 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared)',
      evidence: [
        '50 pods: "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.shared."',
        'nodes that take pods: 150 nvidia.com/gpu.shared allocatable, 150 requested at most, 0 of them before the first job',
      ],
      immediateAction: 'add 50 nvidia.com/gpu.shared (150 allocatable, 200 jobs request 200)',
      nextStep: 'Add a GPU node, or let the device plugin split each GPU into more shares.',
    },
  ]);
});

test('invents no cause where every job is alive', () => {
  const { ranked, ruledOut, unexplained } = diagnose(recordOf(jobsOf([200, alive])));
  expect(ranked).to.deep.equal([]);
  expect(unexplained).to.equal(0);
  expect(ruledOut).to.deep.include({
    cause: 'gpu',
    because: '200 of 1,100 nvidia.com/gpu.shared requested, no FailedScheduling event names it',
  });
});
