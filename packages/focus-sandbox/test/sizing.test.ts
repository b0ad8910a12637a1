// The sizes of capacity faults, alone and together.
import { test } from 'node:test';
import { expect } from 'chai';
import { usualNode } from 'kube-sandbox';
import { selectFaults } from '../src/catalogue/fault-selection';
import { sizingOf } from '../src/catalogue/sizing';

const gpuShares = 'nvidia.com/gpu.shared';

test('without a capacity fault nothing is sized', () => {
  expect(sizing('no-job-created')).to.deep.equal({ cluster: {}, standIn: {} });
});

test('what a size does not name of a node is as usual', () => {
  const { cluster, standIn } = sizing('capacity:gpu');
  const allocatable = { ...usualNode.allocatable, [gpuShares]: '150' };
  expect({ cluster, standIn }).to.deep.equal({
    cluster: { nodes: [{ name: 'worker-node', allocatable }] },
    standIn: {},
  });
});

test('sizes of different things add up', () => {
  const { cluster, standIn } = sizing('capacity:cpu', 'capacity:memory', 'capacity:slots', 'capacity:oom');
  const [node, ...others] = cluster.nodes ?? [];
  expect([node?.allocatable.cpu, node?.allocatable.memory, others.length]).to.deep.equal(['75500m', '1206Gi', 0]);
  expect(cluster.conditions).to.deep.equal({ memoryForPods: 120 });
  expect(standIn).to.deep.equal({
    slots: 150,
    streamResources: { requests: { cpu: '500m', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
});

test('of two amounts of the same thing the smaller one counts, and lists are joined', () => {
  const { cluster, standIn } = sizingOf([
    {
      nodes: { one: { cpu: '1500m', memory: '2Gi' } },
      conditions: { podAddresses: 5, cordonedNodes: ['one'] },
      standIn: { quota: { pods: '10' } },
    },
    {
      nodes: { one: { cpu: '2', memory: '1536Mi' }, two: {} },
      conditions: { podAddresses: 4, cordonedNodes: ['two', 'one'] },
      standIn: { quota: { pods: '9', services: '3' } },
    },
  ]);
  const allocatable = { ...usualNode.allocatable, cpu: '1500m', memory: '1536Mi' };
  expect(cluster.nodes).to.deep.equal([
    { name: 'one', allocatable },
    { name: 'two', allocatable: usualNode.allocatable },
  ]);
  expect(cluster.conditions).to.deep.equal({ podAddresses: 4, cordonedNodes: ['one', 'two'] });
  expect(standIn).to.deep.equal({ quota: { pods: '9', services: '3' } });
});

function sizing(...faults: readonly string[]) {
  return sizingOf(selectFaults(faults).sizes);
}
