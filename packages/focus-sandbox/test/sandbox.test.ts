// The stand-in in a sandbox of its own: starts, cancels, rolls back, survives a restart, and removes idle jobs.
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import axios, { type AxiosResponse } from 'axios';
import { expect } from 'chai';
import { startSandbox } from '../src/sandbox';
import type { Sandbox } from '../src/sandbox-contract';

const namespace = 'panda';
const lightView = {
  displayInfo: { height: 800 },
  channels: { min: 1, max: 10 },
  frequencyRange: { min: 0, max: 250 },
  nfftSelection: 512,
  view_type: 0,
};
const deadlineMs = 20_000;
const slots = 6;

let sandbox: Sandbox;
let core: CoreV1Api;
let batch: BatchV1Api;

before(async () => {
  sandbox = await startSandbox({ standIn: { idleSeconds: 4, slots, metadata: 'present' } });
  const config = new KubeConfig();
  config.loadFromFile(sandbox.kubeconfigPath);
  core = config.makeApiClient(CoreV1Api);
  batch = config.makeApiClient(BatchV1Api);
});

after(async () => {
  await sandbox.stop();
});

test('a job has its objects, a cancel removes them, and a second one finds nothing', async () => {
  const { data } = await call('post', '/configure', lightView);
  const id: string = data.job_id;
  expect(await objectNames()).to.deep.equal([`cleanup-job-${id}`, `grpc-job-${id}`, `grpc-service-${id}`]);
  expect((await call('get', `/metadata/${id}`)).data).to.deep.equal({ ...data, status: 'running' });
  const cancelled = await call('delete', `/job/${id}`);
  expect([cancelled.status, cancelled.data]).to.deep.equal([200, { status: 'cancelled', job_id: id }]);
  expect(await objectNames()).to.deep.equal([]);
  const again = await call('delete', `/job/${id}`);
  expect([again.status, again.data.detail[0].msg]).to.deep.equal([404, `Job not found: ${id}`]);
});

for (const [what, hard] of [
  ['the Service', { services: '3' }],
  ['the cleanup Job', { 'count/jobs.batch': '1' }],
  ['a pod', { pods: '3' }],
] as const) {
  test(`when a quota forbids ${what}, the refusal names the quota and nothing is left`, async () => {
    const body = { metadata: { name: 'tight' }, spec: { hard } };
    await core.createNamespacedResourceQuota({ namespace, body });
    try {
      await waitUntil('the quota is known', async () => {
        const quota = await core.readNamespacedResourceQuota({ name: 'tight', namespace });
        return quota.status?.hard !== undefined;
      });
      const { status, data } = await call('post', '/configure', lightView);
      expect([status, data.detail[0].type]).to.deep.equal([429, 'capacity']);
      expect(data.detail[0].msg).to.include('exceeded quota: tight');
      expect(await objectNames()).to.deep.equal([]);
    } finally {
      await core.deleteNamespacedResourceQuota({ name: 'tight', namespace });
    }
  });
}

test('a job beyond the last slot is refused with 429 and the number of slots', async () => {
  const answers = [];
  for (let n = 0; n <= slots; n += 1) {
    answers.push(await call('post', '/configure', lightView));
  }
  expect(answers.map(({ status }) => status)).to.deep.equal([...Array(slots).fill(200), 429]);
  expect(answers.at(-1)?.data.detail[0].msg).to.equal(
    'capacity used up: 6 of 6 slots hold jobs; cancel one or try again later',
  );
  await waitUntil('idle jobs are removed', async () => (await objectNames()).length === 0);
});

test('a port that another Service holds is skipped', async () => {
  const next = 1 + Number((await startJob()).stream_port);
  const spec = { type: 'NodePort', ports: [{ port: 1, nodePort: next }] };
  await core.createNamespacedService({ namespace, body: { metadata: { name: 'holder' }, spec } });
  expect((await startJob()).stream_port).to.equal(next + 1);
  await core.deleteNamespacedService({ name: 'holder', namespace });
});

test('a call that the API server never answers ends at the deadline of the ConfigMap, and the job is rolled back', async () => {
  const name = 'api-server-failures';
  const data = { verb: 'create', resource: 'services', failure: 'silence', clientDeadlineSeconds: '0.2' };
  const before = await objectNames();
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data } });
  try {
    await waitUntil('the server waits no longer than 0.2 s', async () => {
      const answer = await call('post', '/configure', lightView);
      const message = String(answer.data.detail[0].msg).replace(/service-\d+-\d+/, 'service-N');
      return (
        answer.status === 503 &&
        message ===
          'the job could not be started and was rolled back: create Service grpc-service-N: no answer from the Kubernetes API (no answer within 200 ms)'
      );
    });
    expect(await objectNames()).to.deep.equal(before);
  } finally {
    await core.deleteNamespacedConfigMap({ name, namespace });
  }
});

test('live data is switched off and on by a ConfigMap', async () => {
  const name = 'focus-data-source';
  const isLive = async () => (await call('get', '/live_metadata')).data.prr > 0;
  await core.createNamespacedConfigMap({
    namespace,
    body: { metadata: { name }, data: { live: 'waiting for fiber' } },
  });
  await waitUntil('the server waits for the fibre', async () => !(await isLive()));
  expect((await call('post', '/configure', lightView)).status).to.equal(503);
  await core.deleteNamespacedConfigMap({ name, namespace });
  await waitUntil('live data flows again', isLive);
});

test('a restarted server knows its jobs, and gives no number twice', async () => {
  const before = await startJob();
  const pods = await core.listNamespacedPod({ namespace, labelSelector: 'app=focus-server' });
  await core.deleteNamespacedPod({ name: pods.items[0]?.metadata?.name ?? '', namespace });
  await waitUntil('the new server answers', async () => {
    const now = await core.listNamespacedPod({ namespace, labelSelector: 'app=focus-server' });
    const isNew = now.items.length === 1 && now.items[0]?.metadata?.uid !== pods.items[0]?.metadata?.uid;
    return isNew && (await call('get', '/ack')).status === 200;
  });
  expect((await call('get', `/metadata/${before.job_id}`)).data).to.deep.equal({ ...before, status: 'running' });
  const later = await startJob();
  expect(Number(later.job_id.split('-')[1])).to.be.above(Number(before.job_id.split('-')[1]));
});

async function startJob(): Promise<{ job_id: string; stream_port: number }> {
  const { status, data } = await call('post', '/configure', lightView);
  expect(status).to.equal(200);
  return data;
}

function call(method: string, path: string, data?: object): Promise<AxiosResponse> {
  const url = `${sandbox.focusServerUrl}${path}`;
  return axios.request({ method, url, data, timeout: deadlineMs, validateStatus: () => true });
}

/** Names of the Jobs and Services that the server created. */
async function objectNames(): Promise<string[]> {
  const query = { namespace, labelSelector: 'app.kubernetes.io/part-of=focus-server' };
  const [jobs, services] = await Promise.all([batch.listNamespacedJob(query), core.listNamespacedService(query)]);
  return [...jobs.items, ...services.items].map(({ metadata }) => metadata?.name ?? '');
}

async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await holds().catch(() => false))) {
    if (performance.now() - startedAt > deadlineMs) {
      throw new Error(`expected within ${deadlineMs} ms that ${what}`);
    }
    await delay(50);
  }
}
