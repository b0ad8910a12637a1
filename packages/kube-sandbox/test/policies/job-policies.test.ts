// Policies of what the controllers make of a Job: its pods, its status, and what is left when it is gone.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Selector } from '../../src/policies';
import { createJob, createPod, startSmallCluster, waitUntil, waitUntilAll, waitUntilGone } from '../small-cluster';

const jobs: Selector = { name: /^chosen-/ };
const resources = {
  requests: { cpu: '100m' },
  limits: { cpu: '250m', memory: '64Mi', 'example.com/gpu': '1' },
};
const limited = { containers: [{ name: 'main', image: 'waits', imagePullPolicy: 'Never', resources }] };

test('jobs-without-pods: a Job gets no pod, and another does', async (context) => {
  const { store } = startSmallCluster(context, { policies: [{ policy: 'jobs-without-pods', jobs }] });
  for (const name of ['chosen-1', 'other']) store.create('jobs', createJob(name, 'waits'));
  await waitUntil(store, ['jobs', 'other'], ({ status }) => status?.active === 1);
  await waitUntil(store, ['jobs', 'chosen-1'], ({ status }) => status?.startTime !== undefined);
  expect(store.list('pods', 'team').map(({ metadata }) => metadata.labels?.['job-name'])).to.deep.equal(['other']);
});

test('pods-without-owner: the pod stays when its Job is gone', async (context) => {
  const { store } = startSmallCluster(context, { policies: [{ policy: 'pods-without-owner', jobs }] });
  store.create('jobs', createJob('chosen-1', 'waits'));
  await waitUntil(store, ['jobs', 'chosen-1'], ({ status }) => status?.active === 1);
  const [pod] = store.list('pods', 'team');
  expect(pod?.metadata.ownerReferences).to.equal(undefined);
  store.delete('jobs', 'team', 'chosen-1', { propagationPolicy: 'Background' });
  await waitUntilGone(store, ['jobs', 'chosen-1']);
  expect(store.list('pods', 'team').length).to.equal(1);
});

test('drop-limits: the pod has the limits of the other resources alone', async (context) => {
  const { store } = startSmallCluster(context, {
    policies: [{ policy: 'drop-limits', jobs, resources: ['cpu', 'memory'] }],
  });
  for (const name of ['chosen-1', 'other']) store.create('jobs', createJob(name, 'waits', {}, limited));
  const pods = await waitUntilAll(store, 'pods', (found) => found.length === 2);
  const limits = pods.map(({ metadata, spec }) => [
    metadata.labels?.['job-name'],
    spec?.containers[0]?.resources?.limits,
  ]);
  expect(Object.fromEntries(limits)).to.deep.equal({
    'chosen-1': { 'example.com/gpu': '1' },
    other: resources.limits,
  });
});

test('request-above-limit: the CPU request is so many times the limit', async (context) => {
  const { store } = startSmallCluster(context, { policies: [{ policy: 'request-above-limit', jobs, times: 2 }] });
  store.create('jobs', createJob('chosen-1', 'waits', {}, limited));
  await waitUntil(store, ['jobs', 'chosen-1'], ({ status }) => status?.active === 1);
  const [pod] = store.list('pods', 'team');
  const { requests, limits } = pod?.spec?.containers[0]?.resources ?? {};
  expect([requests?.cpu, limits?.cpu]).to.deep.equal(['500m', '250m']);
});

test('false-success: the Job reports success while its pod runs', async (context) => {
  const { store } = startSmallCluster(context, { policies: [{ policy: 'false-success', jobs }] });
  store.create('jobs', createJob('chosen-1', 'waits'));
  const job = await waitUntil(store, ['jobs', 'chosen-1'], ({ status }) => status?.succeeded === 1);
  expect(job.status?.active).to.equal(undefined);
  const pods = await waitUntilAll(store, 'pods', (found) => found.every(({ status }) => status?.phase === 'Running'));
  expect(pods.length).to.equal(1);
});

test('no-garbage-collection: what has lost its owner stays, and other objects are collected', async (context) => {
  const { store } = startSmallCluster(context, {
    policies: [{ policy: 'no-garbage-collection', dependents: { name: /^chosen-/ } }],
  });
  const { metadata } = store.create('configmaps', { metadata: { name: 'owner', namespace: 'team' } });
  const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: metadata.uid }];
  for (const name of ['chosen-1', 'other']) {
    const pod = createPod(name, 'waits');
    store.create('pods', { ...pod, metadata: { ...pod.metadata, ownerReferences } });
  }
  store.delete('configmaps', 'team', 'owner', { propagationPolicy: 'Background' });
  await waitUntilGone(store, ['pods', 'other']);
  expect(store.get('pods', 'team', 'chosen-1').metadata.deletionTimestamp).to.equal(undefined);
});
