// Proves what the conditions and faults of a cluster do to pods.
import { test } from 'node:test';
import { expect } from 'chai';
import { ClusterFaults } from '../../src/faults';
import { conditionOf, exits, jobOf, podOf, smallCluster, until, untilAll, untilGone, waits } from './small-cluster';

test('when the pod network is exhausted, a pod waits for its sandbox until another goes', async (context) => {
  const { store, messages } = smallCluster(context, { conditions: { podAddresses: 1 } });
  store.create('pods', podOf('one', 'waits'));
  await until(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  store.create('pods', podOf('two', 'waits'));
  await untilAll(store, 'events', () => messages('two', 'FailedCreatePodSandBox').length === 1);
  expect(messages('two', 'FailedCreatePodSandBox')).to.deep.equal([
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: ' +
      'failed to allocate for range 0: no IP addresses available in range set',
  ]);
  store.delete('pods', 'panda', 'one');
  await until(store, ['pods', 'two'], ({ status }) => status?.phase === 'Running');
});

test('streaming pods beyond the memory of the node are killed as OOMKilled', async (context) => {
  const { store } = smallCluster(context, { conditions: { memoryForPods: 1 } });
  for (const name of ['grpc-job-1', 'other']) store.create('pods', podOf(name, 'waits', { restartPolicy: 'Never' }));
  await until(store, ['pods', 'grpc-job-1'], ({ status }) => status?.phase === 'Running');
  store.create('pods', podOf('grpc-job-2', 'waits', { restartPolicy: 'Never' }));
  const killed = await until(store, ['pods', 'grpc-job-2'], ({ status }) => status?.phase === 'Failed');
  const { exitCode, reason } = killed.status?.containerStatuses?.[0]?.state?.terminated ?? {};
  expect(`${exitCode} ${reason}`).to.equal('137 OOMKilled');
});

test('a fault of the cluster that nobody knows is named', () => {
  expect(() => new ClusterFaults(['empty-log', 'no-such-fault'])).to.throw(
    '"no-such-fault" is not a fault of the cluster; expected one of container-exits, container-restarts, ',
  );
});

test('faults leave everything alone but the streaming jobs', async (context) => {
  const faults = ['container-exits', 'empty-log', 'no-events', 'pod-not-owned'];
  const { store, nodes, reasons } = smallCluster(context, { faults });
  store.create('pods', podOf('focus-server', 'waits'));
  const { metadata } = await until(store, ['pods', 'focus-server'], ({ status }) => status?.phase === 'Running');
  expect(reasons('focus-server')).to.deep.equal(['Scheduled', 'Pulled', 'Created', 'Started']);
  expect(nodes.log(metadata.uid, 'main', false)?.lines.length).to.equal(1);
});

test('pod-not-owned: the pod has no owner, and stays when its Job goes', async (context) => {
  const { store } = smallCluster(context, { faults: ['pod-not-owned'] });
  store.create('jobs', jobOf('grpc-job-1', 'waits'));
  await until(store, ['jobs', 'grpc-job-1'], ({ status }) => status?.active === 1);
  const [pod] = store.list('pods', 'panda');
  expect(pod?.metadata.ownerReferences).to.equal(undefined);
  store.delete('jobs', 'panda', 'grpc-job-1', { propagationPolicy: 'Background' });
  await untilGone(store, ['jobs', 'grpc-job-1']);
  expect(store.list('pods', 'panda').length).to.equal(1);
});

test('pod-never-scheduled: the pod stays Pending with an event', async (context) => {
  const { store, messages } = smallCluster(context, { faults: ['pod-never-scheduled'] });
  store.create('pods', podOf('grpc-job-1', 'waits'));
  const pod = await until(store, ['pods', 'grpc-job-1'], ({ status }) => status?.conditions !== undefined);
  expect(conditionOf(pod, 'PodScheduled')).to.equal('False');
  expect(messages('grpc-job-1', 'FailedScheduling')).to.deep.equal([
    '0/1 nodes are available: 1 node(s) were unschedulable.',
  ]);
});

test('container-exits: the container ends at once with an error', async (context) => {
  const { store } = smallCluster(context, { faults: ['container-exits'] });
  store.create('pods', podOf('grpc-job-1', 'waits', { restartPolicy: 'Never' }));
  const pod = await until(store, ['pods', 'grpc-job-1'], ({ status }) => status?.phase === 'Failed');
  expect(pod.status?.containerStatuses?.[0]?.state?.terminated?.exitCode).to.equal(1);
});

test('container-restarts: the container runs only after a restart, although its policy is Never', async (context) => {
  const { store } = smallCluster(context, { faults: ['container-restarts'] });
  const phases = new Set<string | undefined>();
  store.watch('pods', ({ object }) => phases.add(object.status?.phase));
  store.create('pods', podOf('grpc-job-1', 'waits', { restartPolicy: 'Never' }));
  const restarted = await until(
    store,
    ['pods', 'grpc-job-1'],
    ({ status }) => status?.containerStatuses?.[0]?.restartCount === 1,
  );
  expect(restarted.status?.containerStatuses?.[0]?.lastState?.terminated?.exitCode).to.equal(1);
  await until(store, ['pods', 'grpc-job-1'], (pod) => conditionOf(pod, 'Ready') === 'True');
  expect([...phases]).to.deep.equal(['Pending', 'Running']);
});

test('empty-log and the faults of events: nothing is logged, nothing or no start is told', async (context) => {
  const { store, nodes, reasons } = smallCluster(context, { faults: ['empty-log', 'events-without-started'] });
  store.create('pods', podOf('grpc-job-1', 'waits'));
  const { metadata } = await until(store, ['pods', 'grpc-job-1'], ({ status }) => status?.phase === 'Running');
  expect(nodes.log(metadata.uid, 'main', false)?.lines).to.deep.equal([]);
  expect(reasons('grpc-job-1')).to.deep.equal(['Scheduled', 'Pulled', 'Created']);
});

test('status-succeeded-while-running: the Job says so while its pod runs', async (context) => {
  const { store } = smallCluster(context, {
    programs: { waits, ends: exits(0) },
    faults: ['status-succeeded-while-running'],
  });
  store.create('jobs', jobOf('grpc-job-1', 'waits'));
  const job = await until(store, ['jobs', 'grpc-job-1'], ({ status }) => status?.succeeded === 1);
  expect(job.status?.active).to.equal(undefined);
  const pods = await untilAll(store, 'pods', (found) => found.every(({ status }) => status?.phase === 'Running'));
  expect(pods.length).to.equal(1);
});

test('a slow start is told of where it is slow: the image is pulled, and the pod waits for the scheduler', async (context) => {
  const { store, reasons, messages } = smallCluster(context, {
    conditions: { startDelaysMs: { scheduling: 20, imagePull: 20 } },
  });
  const pod = podOf('one', 'waits', {}, { imagePullPolicy: 'IfNotPresent' });
  store.create('pods', pod);
  await new Promise(setImmediate);
  expect(store.get('pods', 'panda', 'one').spec?.nodeName).to.equal(undefined);
  await until(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  expect(reasons('one')).to.deep.equal(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']);
  expect(messages('one', 'Pulled')[0]).to.match(/^Successfully pulled image "waits" in [\d.]+m?s$/);
});
