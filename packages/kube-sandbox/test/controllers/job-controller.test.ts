// How Jobs run, end and are removed.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  createJob,
  exitWith,
  startSmallCluster,
  waits,
  waitUntil,
  waitUntilAll,
  waitUntilGone,
} from '../small-cluster';

test('a Job creates its pod, named, labelled and owned', async (context) => {
  const { store, messages } = startSmallCluster(context);
  const { metadata } = store.create('jobs', createJob('one', 'waits'));
  const job = await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.active === 1);
  const [pod] = store.list('pods', 'team');
  expect(pod?.metadata.name).to.match(/^one-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(pod?.metadata.labels).to.deep.equal({ app: 'one', 'controller-uid': metadata.uid, 'job-name': 'one' });
  expect(pod?.metadata.ownerReferences).to.deep.equal([
    { apiVersion: 'batch/v1', kind: 'Job', name: 'one', uid: metadata.uid, controller: true, blockOwnerDeletion: true },
  ]);
  expect(Object.keys(job.status ?? {}).sort()).to.deep.equal(['active', 'startTime']);
  expect(messages('one', 'SuccessfulCreate')).to.deep.equal([`Created pod: ${pod?.metadata.name}`]);
});

test('a Job is complete when as many pods as it specifies have succeeded, no more at a time than it allows', async (context) => {
  let running = 0;
  let most = 0;
  const counts = async (): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return 0;
  };
  const { store, messages } = startSmallCluster(context, { programs: { counts } });
  store.create('jobs', createJob('one', 'counts', { completions: 5, parallelism: 2 }));
  const job = await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.completionTime !== undefined);
  expect(job.status?.succeeded).to.equal(5);
  expect(job.status?.active).to.equal(undefined);
  expect(job.status?.conditions?.map(({ type, status }) => `${type}=${status}`)).to.deep.equal(['Complete=True']);
  expect(messages('one', 'Completed')).to.deep.equal(['Job completed']);
  expect(most).to.be.at.most(2);
});

test('a Job with backoffLimit 0 fails with its first pod', async (context) => {
  const { store, messages } = startSmallCluster(context, { programs: { three: exitWith(3) } });
  store.create('jobs', createJob('one', 'three'));
  const job = await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.conditions !== undefined);
  const [{ type, reason, message } = {}] = job.status?.conditions ?? [];
  expect({ type, reason, message, failed: job.status?.failed }).to.deep.equal({
    type: 'Failed',
    reason: 'BackoffLimitExceeded',
    message: 'Job has reached the specified backoff limit',
    failed: 1,
  });
  expect(job.status?.completionTime).to.equal(undefined);
  expect(messages('one', 'BackoffLimitExceeded')).to.deep.equal(['Job has reached the specified backoff limit']);
  expect(store.list('pods', 'team').length).to.equal(1);
});

test('a Job replaces failed pods up to its limit', async (context) => {
  const { store } = startSmallCluster(context, { programs: { three: exitWith(3) } });
  store.create('jobs', createJob('one', 'three', { backoffLimit: 2 }));
  const job = await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.conditions !== undefined);
  expect(job.status?.failed).to.equal(3);
  expect(store.list('pods', 'team').length).to.equal(3);
});

test('restarts of a container count as failures where the policy is OnFailure', async (context) => {
  const { store } = startSmallCluster(context, { programs: { three: exitWith(3) } });
  store.create('jobs', createJob('one', 'three', { backoffLimit: 1 }, { restartPolicy: 'OnFailure' }));
  const job = await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.conditions !== undefined);
  expect(job.status?.conditions?.[0]?.reason).to.equal('BackoffLimitExceeded');
  await waitUntilAll(store, 'pods', (pods) => pods.length === 0);
});

test('a Job that takes too long is failed at its deadline together with its pods', async (context) => {
  const { store, messages } = startSmallCluster(context);
  store.create('jobs', createJob('one', 'waits', { activeDeadlineSeconds: 1 }));
  const job = await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.conditions !== undefined);
  expect(job.status?.conditions?.[0]?.reason).to.equal('DeadlineExceeded');
  expect(job.status?.failed).to.equal(1);
  await waitUntilAll(store, 'pods', (pods) => pods.length === 0);
  expect(messages('one', 'DeadlineExceeded')).to.deep.equal(['Job was active longer than specified deadline']);
  expect(messages('one', 'SuccessfulDelete').length).to.equal(1);
});

test('a finished Job is removed with its pods after its time to live', async (context) => {
  const { store } = startSmallCluster(context, { programs: { waits, ends: exitWith(0) } });
  store.create('jobs', createJob('one', 'ends', { ttlSecondsAfterFinished: 0 }));
  store.create('jobs', createJob('two', 'waits', { ttlSecondsAfterFinished: 0 }));
  await waitUntilGone(store, ['jobs', 'one']);
  await waitUntil(store, ['jobs', 'two'], ({ status }) => status?.active === 1);
  const pods = await waitUntilAll(store, 'pods', (found) => found.length === 1);
  expect(pods[0]?.metadata.labels?.['job-name']).to.equal('two');
});

test('a refused pod is reported and tried again until it is admitted', async (context) => {
  const { store, messages } = startSmallCluster(context);
  store.create('resourcequotas', { metadata: { name: 'none', namespace: 'team' }, spec: { hard: { pods: '0' } } });
  store.create('jobs', createJob('one', 'waits'));
  await waitUntilAll(store, 'events', () => messages('one', 'FailedCreate').length >= 2);
  expect(messages('one', 'FailedCreate')[0]).to.match(
    /^Error creating: pods "one-\w{5}" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0$/,
  );
  store.delete('resourcequotas', 'team', 'none');
  await waitUntil(store, ['jobs', 'one'], ({ status }) => status?.active === 1);
});

test('deleting a Job in the background ends its pods', async (context) => {
  const { store } = startSmallCluster(context);
  store.create('jobs', createJob('one', 'waits'));
  await waitUntilAll(store, 'pods', ([pod]) => pod?.status?.phase === 'Running');
  store.delete('jobs', 'team', 'one', { propagationPolicy: 'Background' });
  await waitUntilAll(store, 'pods', (pods) => pods.length === 0);
});
