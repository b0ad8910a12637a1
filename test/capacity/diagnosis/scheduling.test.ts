// The messages of the scheduler, from Kubernetes 1.20 on.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  findLackingResource,
  isNodeOutOfService,
  readSchedulingMessage,
} from '../../../support/capacity/diagnosis/scheduling';

for (const [message, reasons] of [
  ['0/1 nodes are available: 1 Insufficient cpu.', ['1 Insufficient cpu']],
  [
    "0/3 nodes are available: 1 Insufficient memory, 1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn't tolerate, 1 node(s) were unschedulable.",
    [
      '1 Insufficient memory',
      "1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn't tolerate",
      '1 node(s) were unschedulable',
    ],
  ],
  [
    '0/2 nodes are available: 2 Too many pods. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod..',
    ['2 Too many pods'],
  ],
  [
    "0/5 nodes are available: 1 Insufficient nvidia.com/gpu.shared, 4 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/5 nodes are available: 1 No preemption victims found for incoming pod, 4 Preemption is not helpful for scheduling.",
    ['1 Insufficient nvidia.com/gpu.shared', "4 node(s) didn't match Pod's node affinity/selector"],
  ],
  [
    '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
    ['1 Insufficient cpu'],
  ],
  ['no nodes available to schedule pods', ['0 no nodes available to schedule pods']],
] as const) {
  test(`reads "${message.slice(0, 70)}"`, () => {
    expect(readSchedulingMessage(message).map(({ nodes, text }) => `${nodes} ${text}`)).to.deep.equal(reasons);
  });
}

test('finds what a node lacks', () => {
  const lacking = (text: string) => findLackingResource({ nodes: 1, text });
  expect(lacking('Insufficient nvidia.com/gpu.shared')).to.equal('nvidia.com/gpu.shared');
  expect(lacking('Too many pods')).to.equal('pods');
  expect(lacking('node(s) were unschedulable')).to.equal(undefined);
});

test('distinguishes a node that is out of service from one that is reserved for others', () => {
  const away = (text: string) => isNodeOutOfService({ nodes: 1, text });
  expect(away('node(s) were unschedulable')).to.equal(true);
  expect(away('node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }')).to.equal(true);
  expect(away('node(s) had untolerated taint {dedicated: gpu}')).to.equal(false);
  expect(away('node(s) had untolerated taint(s)')).to.equal('unnamed');
});
