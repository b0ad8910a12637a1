// The sizes of capacity faults, alone and together.
import { test } from 'node:test';
import { expect } from 'chai';
import { selectFaults } from '../src/catalogue/fault-selection';
import { sandboxNode, sizingOf } from '../src/catalogue/sizing';

const gpuShares = 'nvidia.com/gpu.shared';

test('without a capacity fault nothing is sized', () => {
  expect(sizing('no-job-created')).to.deep.equal({ cluster: {}, standIn: {} });
});

test('what a size does not name of a node is as usual', () => {
  const { cluster, standIn } = sizing('capacity:gpu');
  const allocatable = { ...sandboxNode.allocatable, [gpuShares]: '150' };
  expect({ cluster, standIn }).to.deep.equal({
    cluster: { nodes: [{ name: 'worker-node', allocatable }] },
    standIn: {},
  });
});

test('sizes of different things add up', () => {
  const { cluster, standIn } = sizing('capacity:cpu', 'capacity:memory', 'capacity:slots');
  const [node, ...others] = cluster.nodes ?? [];
  expect([node?.allocatable.cpu, node?.allocatable.memory, others.length]).to.deep.equal(['75500m', '1206Gi', 0]);
  expect(standIn).to.deep.equal({
    slots: 150,
    streamResources: { requests: { cpu: '500m', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
});

test('of two amounts of the same thing the smaller one counts', () => {
  const { cluster, standIn } = sizingOf([
    {
      nodes: { one: { cpu: '1500m', memory: '2Gi' } },
      standIn: { quota: { pods: '10' } },
    },
    {
      nodes: { one: { cpu: '2', memory: '1536Mi' }, two: {} },
      standIn: { quota: { pods: '9', services: '3' } },
    },
  ]);
  const allocatable = { ...sandboxNode.allocatable, cpu: '1500m', memory: '1536Mi' };
  expect(cluster.nodes).to.deep.equal([
    { name: 'one', allocatable },
    { name: 'two', allocatable: sandboxNode.allocatable },
  ]);
  expect(standIn).to.deep.equal({ quota: { pods: '9', services: '3' } });
});

function sizing(...faults: readonly string[]) {
  return sizingOf(selectFaults(faults).sizes);
}
