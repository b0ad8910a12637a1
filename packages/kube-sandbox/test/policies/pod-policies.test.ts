// Policies of a pod's life on its node, and that they leave other pods alone.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import type { ClusterPolicy, Selector } from '../../src/policies';
import { createPod, getCondition, startSmallCluster, waitUntil, waitUntilAll } from '../small-cluster';

const pods: Selector = { name: /^chosen-/ };
const never = { restartPolicy: 'Never' };
const failedExit = { exitCode: 3, log: 'fatal: no buffer' };

test('pods that no policy selects are as usual', async (context) => {
  const policies: readonly ClusterPolicy[] = [
    { policy: 'containers-exit', pods, ...failedExit, runs: 'all' },
    { policy: 'empty-logs', pods },
    { policy: 'no-events', objects: pods },
    { policy: 'never-scheduled', pods },
  ];
  const { store, nodes, reasons } = startSmallCluster(context, { policies });
  store.create('pods', createPod('other', 'waits'));
  const { metadata } = await waitUntil(store, ['pods', 'other'], ({ status }) => status?.phase === 'Running');
  expect(reasons('other')).to.deep.equal(['Scheduled', 'Pulled', 'Created', 'Started']);
  expect(nodes.log(metadata.uid, 'main', false)?.lines.length).to.equal(1);
});

describe('containers-exit', () => {
  test('in all runs: the container ends at once with the exit code and the log line', async (context) => {
    const { store, nodes } = startSmallCluster(context, {
      policies: [{ policy: 'containers-exit', pods, ...failedExit, runs: 'all' }],
    });
    store.create('pods', createPod('chosen-1', 'waits', never));
    const { status, metadata } = await waitUntil(store, ['pods', 'chosen-1'], (pod) => pod.status?.phase === 'Failed');
    expect(status?.containerStatuses?.[0]?.state?.terminated?.exitCode).to.equal(3);
    const lines = nodes.log(metadata.uid, 'main', false)?.lines ?? [];
    expect(lines.map(({ text }) => text)).to.deep.equal(['fatal: no buffer']);
  });

  test('in the first run: the container is restarted, although the restart policy is Never', async (context) => {
    const { store } = startSmallCluster(context, {
      policies: [{ policy: 'containers-exit', pods, ...failedExit, runs: 'first' }],
    });
    const phases = new Set<string | undefined>();
    store.watch('pods', ({ object }) => phases.add(object.status?.phase));
    store.create('pods', createPod('chosen-1', 'waits', never));
    const restarted = await waitUntil(
      store,
      ['pods', 'chosen-1'],
      ({ status }) => status?.containerStatuses?.[0]?.restartCount === 1,
    );
    expect(restarted.status?.containerStatuses?.[0]?.lastState?.terminated?.exitCode).to.equal(3);
    await waitUntil(store, ['pods', 'chosen-1'], (pod) => getCondition(pod, 'Ready') === 'True');
    expect([...phases]).to.deep.equal(['Pending', 'Running']);
  });
});

test('first-run-killed: the container is killed as OOMKilled once, and runs after its restart', async (context) => {
  const { store } = startSmallCluster(context, { policies: [{ policy: 'first-run-killed', pods }] });
  const readinessProbe = { exec: { command: ['true'] }, initialDelaySeconds: 1 };
  store.create('pods', createPod('chosen-1', 'waits', {}, { readinessProbe }));
  const pod = await waitUntil(store, ['pods', 'chosen-1'], (found) => getCondition(found, 'Ready') === 'True');
  const [{ restartCount, lastState } = {}] = pod.status?.containerStatuses ?? [];
  const { exitCode, reason } = lastState?.terminated ?? {};
  expect([restartCount, exitCode, reason]).to.deep.equal([1, 137, 'OOMKilled']);
});

test('memory-for-pods: a pod beyond the memory is killed as OOMKilled, others do not count', async (context) => {
  const { store } = startSmallCluster(context, { policies: [{ policy: 'memory-for-pods', pods, most: 1 }] });
  for (const name of ['chosen-1', 'other']) store.create('pods', createPod(name, 'waits', never));
  await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.phase === 'Running');
  store.create('pods', createPod('chosen-2', 'waits', never));
  const killed = await waitUntil(store, ['pods', 'chosen-2'], ({ status }) => status?.phase === 'Failed');
  const { exitCode, reason } = killed.status?.containerStatuses?.[0]?.state?.terminated ?? {};
  expect(`${exitCode} ${reason}`).to.equal('137 OOMKilled');
  expect(store.get('pods', 'team', 'other').status?.phase).to.equal('Running');
});

test('empty-logs: what the container writes is lost', async (context) => {
  const { store, nodes } = startSmallCluster(context, { policies: [{ policy: 'empty-logs', pods }] });
  store.create('pods', createPod('chosen-1', 'waits'));
  const { metadata } = await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.phase === 'Running');
  expect(nodes.log(metadata.uid, 'main', false)?.lines).to.deep.equal([]);
});

describe('no-events', () => {
  test('with reasons: events with these reasons are not recorded', async (context) => {
    const { store, reasons } = startSmallCluster(context, {
      policies: [{ policy: 'no-events', objects: pods, reasons: ['Started', 'Scheduled'] }],
    });
    store.create('pods', createPod('chosen-1', 'waits'));
    await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.phase === 'Running');
    expect(reasons('chosen-1')).to.deep.equal(['Pulled', 'Created']);
  });

  test('without reasons: no event is recorded', async (context) => {
    const { store, reasons } = startSmallCluster(context, { policies: [{ policy: 'no-events', objects: pods }] });
    store.create('pods', createPod('chosen-1', 'waits'));
    await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.phase === 'Running');
    expect(reasons('chosen-1')).to.deep.equal([]);
  });
});

test('stuck-terminating: the container ends, and the pod stays', async (context) => {
  const { store, nodes } = startSmallCluster(context, { policies: [{ policy: 'stuck-terminating', pods }] });
  const { metadata } = store.create('pods', createPod('chosen-1', 'waits'));
  await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.phase === 'Running');
  store.delete('pods', 'team', 'chosen-1', { gracePeriodSeconds: 1 });
  await waitUntil(
    store,
    ['pods', 'chosen-1'],
    ({ status }) => status?.containerStatuses?.[0]?.state?.running === undefined,
  );
  await nodes.stop();
  expect(store.get('pods', 'team', 'chosen-1').metadata.uid).to.equal(metadata.uid);
  expect(store.get('pods', 'team', 'chosen-1').metadata.deletionTimestamp).to.not.equal(undefined);
});

test('never-scheduled: the pod stays Pending with an event', async (context) => {
  const { store, messages } = startSmallCluster(context, { policies: [{ policy: 'never-scheduled', pods }] });
  store.create('pods', createPod('chosen-1', 'waits'));
  const pod = await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.conditions !== undefined);
  expect(getCondition(pod, 'PodScheduled')).to.equal('False');
  expect(messages('chosen-1', 'FailedScheduling')).to.deep.equal([
    '0/1 nodes are available: 1 node(s) were unschedulable.',
  ]);
});

describe('pod-addresses', () => {
  test('a pod without an address waits for its sandbox until another pod is gone', async (context) => {
    const { store, messages } = startSmallCluster(context, { policies: [{ policy: 'pod-addresses', most: 1 }] });
    store.create('pods', createPod('one', 'waits'));
    await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
    store.create('pods', createPod('two', 'waits'));
    await waitUntilAll(store, 'events', () => messages('two', 'FailedCreatePodSandBox').length === 1);
    expect(messages('two', 'FailedCreatePodSandBox')).to.deep.equal([
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: ' +
        'failed to allocate for range 0: no IP addresses available in range set',
    ]);
    store.delete('pods', 'team', 'one');
    await waitUntil(store, ['pods', 'two'], ({ status }) => status?.phase === 'Running');
  });

  test('of several numbers the smallest holds', async (context) => {
    const { store, messages } = startSmallCluster(context, {
      policies: [2, 1, 3].map((most) => ({ policy: 'pod-addresses', most })),
    });
    for (const name of ['one', 'two']) store.create('pods', createPod(name, 'waits'));
    await waitUntilAll(store, 'events', () => messages('two', 'FailedCreatePodSandBox').length === 1);
  });
});

test('resource-lost: the node has nothing left once the pod is bound, and the pod keeps running', async (context) => {
  const resource = 'example.com/gpu';
  const { store } = startSmallCluster(context, { policies: [{ policy: 'resource-lost', pods, resource }] });
  const readAllocatable = () => store.get('nodes', undefined, 'worker-node').status?.allocatable;
  store.create('pods', createPod('other', 'waits'));
  await waitUntil(store, ['pods', 'other'], ({ status }) => status?.phase === 'Running');
  expect(readAllocatable()?.[resource]).to.equal('2');
  const requests = { [resource]: '1' };
  store.create('pods', createPod('chosen-1', 'waits', {}, { resources: { requests, limits: requests } }));
  await waitUntil(store, ['pods', 'chosen-1'], ({ status }) => status?.phase === 'Running');
  expect(readAllocatable()).to.deep.equal({ cpu: '8', memory: '16Gi', pods: '100', [resource]: '0' });
});
