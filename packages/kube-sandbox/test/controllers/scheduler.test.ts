// How pods are bound to nodes, and what is reported when they cannot be.
import { test } from 'node:test';
import { expect } from 'chai';
import { createPod, getCondition, largeNode, startSmallCluster, waits, waitUntil } from '../small-cluster';

const gpu = { resources: { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '1' } } };

test('a pod that fits is bound, and the event names the node', async (context) => {
  const { store, messages } = startSmallCluster(context);
  store.create('pods', createPod('one', 'waits'));
  const pod = await waitUntil(store, ['pods', 'one'], ({ spec }) => spec?.nodeName === 'worker-node');
  expect(getCondition(pod, 'PodScheduled')).to.equal('True');
  await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  expect(messages('one', 'Scheduled')).to.deep.equal(['Successfully assigned team/one to worker-node']);
});

test('a pod that finds too little waits, and is bound once something is freed', async (context) => {
  const { store, messages } = startSmallCluster(context);
  for (const name of ['one', 'two', 'three'])
    store.create('pods', createPod(name, 'waits', { terminationGracePeriodSeconds: 1 }, gpu));
  const pod = await waitUntil(store, ['pods', 'three'], ({ status }) => status?.conditions !== undefined);
  expect(
    pod.status?.conditions?.map(({ type, status, reason, message }) => ({ type, status, reason, message })),
  ).to.deep.equal([
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes are available: 1 Insufficient example.com/gpu.',
    },
  ]);
  expect(messages('three', 'FailedScheduling')).to.deep.equal([
    '0/1 nodes are available: 1 Insufficient example.com/gpu.',
  ]);
  store.delete('pods', 'team', 'one');
  await waitUntil(store, ['pods', 'three'], ({ spec }) => spec?.nodeName === 'worker-node');
});

for (const [resource, amount, message] of [
  ['example.com/gpu', '1', '1 Insufficient example.com/gpu'],
  ['cpu', '500m', '1 Insufficient cpu'],
  ['memory', '8Gi', '1 Insufficient memory'],
  ['pods', '1', '1 Too many pods'],
] as const) {
  test(`the second pod finds too little: ${message}`, async (context) => {
    const nodes = [{ ...largeNode, allocatable: { ...largeNode.allocatable, [resource]: amount } }];
    const { store, messages } = startSmallCluster(context, { nodes });
    const requests = resource === 'pods' ? {} : { [resource]: amount };
    for (const name of ['first', 'second'])
      store.create('pods', createPod(name, 'waits', {}, { resources: { requests, limits: requests } }));
    await waitUntil(store, ['pods', 'second'], (pod) => getCondition(pod, 'PodScheduled') === 'False');
    expect(messages('second', 'FailedScheduling')).to.deep.equal([`0/1 nodes are available: ${message}.`]);
  });
}

test('several nodes with several reasons are counted by reason', async (context) => {
  const small = { name: 'small', allocatable: { cpu: '100m', memory: '1Mi', pods: '0' } };
  const other = { name: 'other', allocatable: { cpu: '100m', memory: '1Gi', pods: '10' } };
  const { store, messages } = startSmallCluster(context, {
    nodes: [small, other, { ...largeNode, name: 'cordoned' }, { ...largeNode, name: 'lost' }],
    policies: [
      { policy: 'node-cordoned', node: 'cordoned' },
      { policy: 'node-not-ready', node: 'lost' },
    ],
  });
  store.create('pods', createPod('one', 'waits', {}, { resources: { requests: { cpu: '250m', memory: '64Mi' } } }));
  await waitUntil(store, ['pods', 'one'], ({ status }) => status?.conditions !== undefined);
  expect(messages('one', 'FailedScheduling')).to.deep.equal([
    '0/4 nodes are available: 1 Insufficient memory, 1 Too many pods, ' +
      "1 node(s) had taint {node.kubernetes.io/not-ready: }, that the pod didn't tolerate, 1 node(s) were unschedulable, 2 Insufficient cpu.",
  ]);
});

test('a pod waits for a node with the labels that it selects', async (context) => {
  const { store, messages } = startSmallCluster(context);
  store.create('pods', createPod('one', 'waits', { nodeSelector: { disk: 'fast' } }));
  await waitUntil(store, ['pods', 'one'], ({ status }) => status?.conditions !== undefined);
  expect(messages('one', 'FailedScheduling')).to.deep.equal([
    "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.",
  ]);
  store.patch('nodes', undefined, 'worker-node', ({ metadata }) => {
    metadata.labels = { ...metadata.labels, disk: 'fast' };
  });
  await waitUntil(store, ['pods', 'one'], ({ spec }) => spec?.nodeName === 'worker-node');
});

test('an ended pod frees what it had', async (context) => {
  const { store } = startSmallCluster(context, { programs: { waits, ends: async () => 0 } });
  for (const name of ['one', 'two']) store.create('pods', createPod(name, 'ends', { restartPolicy: 'Never' }, gpu));
  for (const name of ['three', 'four']) store.create('pods', createPod(name, 'waits', {}, gpu));
  await waitUntil(store, ['pods', 'four'], ({ status }) => status?.phase === 'Running');
});
