// What a sandbox is started with because of its faults, one or several.
import { test } from 'node:test';
import { expect } from 'chai';
import { combineBehaviors, combineFaults, sandboxNode } from '../../src/catalogue/combine-faults';
import { listFaultNames } from '../../src/catalogue/fault-files';
import { composeHooks } from '../../src/stand-in/server-faults';
import { readStreamSettings } from '../../src/stand-in/settings';

const gpuShare = 'nvidia.com/gpu.shared';
const nothing = {
  policies: [],
  nodes: [sandboxNode],
  standIn: { serverFaults: [], podDeviations: {} },
  embeddedOnly: [],
};

test('without faults a sandbox is healthy', () => {
  expect(combineFaults([])).to.deep.equal(nothing);
});

test('each part of the sandbox gets its part of the faults', () => {
  expect(combineFaults(['no-events', 'no-gpu-share', 'cancel-leaves-cleanup-job'])).to.deep.equal({
    ...nothing,
    policies: [{ policy: 'no-events', objects: { name: /^(grpc-job-|grpc-service-)/ } }],
    standIn: { serverFaults: ['no-gpu-share', 'cancel-leaves-cleanup-job'], podDeviations: { cleanupEnds: false } },
    embeddedOnly: ['no-events'],
  });
});

test('amounts of a node that a fault does not name are those of the default node', () => {
  const allocatable = { ...sandboxNode.allocatable, [gpuShare]: '150' };
  expect(combineFaults(['capacity:gpu'])).to.deep.equal({
    ...nothing,
    nodes: [{ name: 'worker-node', allocatable }],
    embeddedOnly: ['capacity:gpu'],
  });
});

test('amounts of different things add up', () => {
  const { nodes, standIn } = combineFaults(['capacity:cpu', 'capacity:memory', 'capacity:slots']);
  const [node, ...others] = nodes;
  expect([node?.allocatable.cpu, node?.allocatable.memory, others.length]).to.deep.equal(['75500m', '1206Gi', 0]);
  expect(standIn).to.deep.equal({
    serverFaults: [],
    podDeviations: {},
    slots: 150,
    streamResources: { requests: { cpu: '500m', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
});

test('of two amounts of the same thing the smaller one counts', () => {
  const { nodes, standIn } = combineBehaviors([
    {
      name: 'one',
      behavior: {
        cluster: { nodes: { one: { cpu: '1500m', memory: '2Gi' } } },
        deployment: { quota: { pods: '10' }, freeNodePorts: 3 },
      },
    },
    {
      name: 'other',
      behavior: {
        cluster: { nodes: { one: { cpu: '2', memory: '1536Mi' }, two: {} } },
        deployment: { quota: { pods: '9', services: '3' }, freeNodePorts: 5 },
      },
    },
  ]);
  expect(nodes).to.deep.equal([
    { name: 'one', allocatable: { ...sandboxNode.allocatable, cpu: '1500m', memory: '1536Mi' } },
    { name: 'two', allocatable: sandboxNode.allocatable },
  ]);
  expect(standIn).to.deep.include({ quota: { pods: '9', services: '3' }, freeNodePorts: 3 });
});

test('what a server or a pod does shows in any cluster, also where the embedded one adds to it', () => {
  const names = ['capacity:connection-refused', 'capacity:quota', 'port-without-grpc', 'capacity:oom'];
  expect(combineFaults(names).embeddedOnly).to.deep.equal(['capacity:oom']);
});

test('every fault can be shown: its hooks can be made, and its pods understand what they get', () => {
  const { standIn } = combineFaults(listFaultNames());
  expect(composeHooks(standIn.serverFaults ?? [])).to.include.keys('createdObjects', 'takenPort');
  const POD_BEHAVIOR = JSON.stringify(standIn.podDeviations);
  expect(readStreamSettings({ POD_IP: '127.0.0.1', JOB_ID: '1-70000', POD_BEHAVIOR }).POD_BEHAVIOR).to.deep.equal({
    ...standIn.podDeviations,
  });
});
