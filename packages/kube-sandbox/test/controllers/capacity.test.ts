// What the cluster says of a pod that finds no room, or that starts too slowly because so many others do.
import { test } from 'node:test';
import { expect } from 'chai';
import { conditionOf, LARGE_NODE, podOf, type SmallCluster, smallCluster, until, untilAll } from './small-cluster';

const gpuShares = 'nvidia.com/gpu.shared';
const longMs = 90_000;

for (const [resource, amount, message] of [
  [gpuShares, '1', `1 Insufficient ${gpuShares}`],
  ['cpu', '500m', '1 Insufficient cpu'],
  ['memory', '8Gi', '1 Insufficient memory'],
  ['pods', '1', '1 Too many pods'],
] as const) {
  test(`the second pod finds too little: ${message}`, async (context) => {
    const nodes = [{ ...LARGE_NODE, allocatable: { ...LARGE_NODE.allocatable, [resource]: amount } }];
    const cluster = smallCluster(context, { nodes });
    const requests = resource === 'pods' ? {} : { [resource]: amount };
    expect(await unscheduled(cluster, requests)).to.deep.equal([`0/1 nodes are available: ${message}.`]);
  });
}

for (const [condition, message] of [
  ['notReadyNodes', "1 node(s) had taint {node.kubernetes.io/not-ready: }, that the pod didn't tolerate"],
  ['cordonedNodes', '1 node(s) were unschedulable'],
] as const) {
  test(`the node that would be needed is not to be had: ${message}`, async (context) => {
    const [one, two] = ['one', 'two'].map((name) => ({
      name,
      allocatable: { ...LARGE_NODE.allocatable, [gpuShares]: '1' },
    }));
    const nodes = one && two ? [one, two] : [];
    const cluster = smallCluster(context, { nodes, conditions: { [condition]: ['two'] } });
    expect(await unscheduled(cluster, { [gpuShares]: '1' })).to.deep.equal([
      `0/2 nodes are available: 1 Insufficient ${gpuShares}, ${message}.`,
    ]);
  });
}

test('a node that is not Ready says why, in its condition, its taints and its events', (context) => {
  const { store, messages } = smallCluster(context, { conditions: { notReadyNodes: ['worker-node'] } });
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

test('a cordoned node is Ready, and says that it is not to be scheduled on', (context) => {
  const { store, messages } = smallCluster(context, { conditions: { cordonedNodes: ['worker-node'] } });
  expect(store.get('nodes', undefined, 'worker-node').spec?.unschedulable).to.equal(true);
  expect(messages('worker-node', 'NodeReady')).to.deep.equal(['Node worker-node status is now: NodeReady']);
  expect(messages('worker-node', 'NodeNotSchedulable')).to.deep.equal([
    'Node worker-node status is now: NodeNotSchedulable',
  ]);
});

for (const [phase, reasons] of [
  ['scheduling', []],
  ['imagePull', ['Scheduled', 'Pulling']],
  ['container', ['Scheduled', 'Pulling', 'Pulled', 'Created']],
] as const) {
  test(`${phase}: only the streaming pod that comes when another is there is slow`, async (context) => {
    const { store, reasons: reasonsOf } = smallCluster(context, {
      conditions: { startDelaysMs: { [phase]: longMs, beyondPods: 1 } },
    });
    for (const name of ['cleanup-job-1', 'grpc-job-1', 'grpc-job-2', 'cleanup-job-2']) {
      store.create('pods', podOf(name, 'waits', {}, { imagePullPolicy: 'Always' }));
    }
    for (const name of ['cleanup-job-1', 'grpc-job-1', 'cleanup-job-2']) {
      await until(store, ['pods', name], (pod) => conditionOf(pod, 'Ready') === 'True');
    }
    await untilAll(store, 'events', () => reasonsOf('grpc-job-2').length === reasons.length);
    expect(reasonsOf('grpc-job-2')).to.deep.equal(reasons);
    expect(conditionOf(store.get('pods', 'panda', 'grpc-job-2'), 'Ready')).to.not.equal('True');
  });
}

/** What is said of the second of two pods. */
async function unscheduled({ store, messages }: SmallCluster, requests: object): Promise<readonly string[]> {
  for (const name of ['grpc-job-1', 'grpc-job-2']) {
    store.create('pods', podOf(name, 'waits', {}, { resources: { requests, limits: requests } }));
  }
  await until(store, ['pods', 'grpc-job-2'], (pod) => conditionOf(pod, 'PodScheduled') === 'False');
  return messages('grpc-job-2', 'FailedScheduling');
}
