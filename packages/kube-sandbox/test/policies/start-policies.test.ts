// Policies that keep pods from starting at once: nodes that take none, and steps of the start that are slow.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import type { Selector } from '../../src/policies';
import { createPod, getCondition, largeNode, startSmallCluster, waitUntil, waitUntilAll } from '../small-cluster';

const pods: Selector = { name: /^chosen-/ };
const longMs = 90_000;

describe('node-not-ready', () => {
  test('the node reports why, in its condition, its taints and its events', (context) => {
    const { store, messages } = startSmallCluster(context, {
      policies: [{ policy: 'node-not-ready', node: 'worker-node' }],
    });
    const node = store.get('nodes', undefined, 'worker-node');
    const { status, reason, message } = node.status?.conditions?.find(({ type }) => type === 'Ready') ?? {};
    expect([status, reason, message]).to.deep.equal([
      'False',
      'KubeletNotReady',
      'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
    ]);
    expect(node.spec?.taints).to.deep.equal([
      { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' },
    ]);
    expect(messages('worker-node', 'NodeNotReady')).to.deep.equal(['Node worker-node status is now: NodeNotReady']);
  });
});

describe('node-cordoned', () => {
  test('the node is Ready and reports that it takes no new pods', (context) => {
    const { store, messages } = startSmallCluster(context, {
      policies: [{ policy: 'node-cordoned', node: 'worker-node' }],
    });
    expect(store.get('nodes', undefined, 'worker-node').spec?.unschedulable).to.equal(true);
    expect(messages('worker-node', 'NodeReady')).to.deep.equal(['Node worker-node status is now: NodeReady']);
    expect(messages('worker-node', 'NodeNotSchedulable')).to.deep.equal([
      'Node worker-node status is now: NodeNotSchedulable',
    ]);
  });
});

for (const [policy, message] of [
  ['node-not-ready', "1 node(s) had taint {node.kubernetes.io/not-ready: }, that the pod didn't tolerate"],
  ['node-cordoned', '1 node(s) were unschedulable'],
] as const) {
  test(`${policy}: a pod is refused by this node and by a full one, each with its reason`, async (context) => {
    const allocatable = { ...largeNode.allocatable, 'example.com/gpu': '1' };
    const nodes = ['one', 'two'].map((name) => ({ name, allocatable }));
    const { store, messages } = startSmallCluster(context, { nodes, policies: [{ policy, node: 'two' }] });
    const requests = { 'example.com/gpu': '1' };
    for (const name of ['first', 'second'])
      store.create('pods', createPod(name, 'waits', {}, { resources: { requests, limits: requests } }));
    await waitUntil(store, ['pods', 'second'], (pod) => getCondition(pod, 'PodScheduled') === 'False');
    expect(messages('second', 'FailedScheduling')).to.deep.equal([
      `0/2 nodes are available: 1 Insufficient example.com/gpu, ${message}.`,
    ]);
  });
}

describe('slow-start', () => {
  for (const [delay, reasons] of [
    ['schedulingMs', []],
    ['imagePullMs', ['Scheduled', 'Pulling']],
    ['containerMs', ['Scheduled', 'Pulling', 'Pulled', 'Created']],
  ] as const) {
    test(`${delay} beyond one pod: only the selected pod that comes when another is there is slow`, async (context) => {
      const cluster = startSmallCluster(context, {
        policies: [{ policy: 'slow-start', pods, beyond: 1, [delay]: longMs }],
      });
      const { store } = cluster;
      for (const name of ['other-1', 'chosen-1', 'chosen-2', 'other-2']) {
        store.create('pods', createPod(name, 'waits', {}, { imagePullPolicy: 'Always' }));
      }
      for (const name of ['other-1', 'chosen-1', 'other-2']) {
        await waitUntil(store, ['pods', name], (pod) => getCondition(pod, 'Ready') === 'True');
      }
      await waitUntilAll(store, 'events', () => cluster.reasons('chosen-2').length === reasons.length);
      expect(cluster.reasons('chosen-2')).to.deep.equal(reasons);
      expect(getCondition(store.get('pods', 'team', 'chosen-2'), 'Ready')).to.not.equal('True');
    });
  }

  test('of two policies: the pod waits for the scheduler, then its image is pulled', async (context) => {
    const { store, reasons, messages } = startSmallCluster(context, {
      policies: [
        { policy: 'slow-start', pods: {}, schedulingMs: 20 },
        { policy: 'slow-start', pods: {}, imagePullMs: 20 },
      ],
    });
    store.create('pods', createPod('one', 'waits', {}, { imagePullPolicy: 'IfNotPresent' }));
    await new Promise(setImmediate);
    expect(store.get('pods', 'team', 'one').spec?.nodeName).to.equal(undefined);
    await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
    expect(reasons('one')).to.deep.equal(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']);
    expect(messages('one', 'Pulled')[0]).to.match(/^Successfully pulled image "waits" in [\d.]+m?s$/);
  });
});
