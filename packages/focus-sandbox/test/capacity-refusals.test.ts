// A server whose cluster has no capacity: each refusal has Kubernetes' own reason, leaves nothing behind, and is in the log.
import { type TestContext, test } from 'node:test';
import { BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import axios from 'axios';
import { expect } from 'chai';
import { startSandbox } from '../src/sandbox';
import type { SandboxOptions } from '../src/sandbox-contract';

const namespace = 'panda';
const lightView = { displayInfo: { height: 800 }, channels: { min: 1, max: 10 }, nfftSelection: 512, view_type: 0 };

test('quota: 429 with the ResourceQuota and what it grants', async (context) => {
  const server = await startServer(context, {
    faults: ['capacity:quota'],
    standIn: { quota: { 'requests.nvidia.com/gpu.shared': '1' } },
  });
  const [status, message] = await server.second();
  expect(status).to.equal(429);
  expect(message.replace(/grpc-job-2-70001-\w+/, 'POD')).to.equal(
    'capacity used up, the job was not started: Error creating: pods "POD" is forbidden: exceeded quota: focus-jobs, ' +
      'requested: requests.nvidia.com/gpu.shared=1, used: requests.nvidia.com/gpu.shared=1, ' +
      'limited: requests.nvidia.com/gpu.shared=1',
  );
});

test('ports: 503 that the range is full', async (context) => {
  const server = await startServer(context, { faults: ['capacity:ports'], standIn: { freeNodePorts: 2 } });
  const answer = await server.second();
  expect(answer).to.deep.equal([503, `${failedAt('Service')} Internal error occurred: ${rangeIsFull}`]);
  expect(await server.warnings()).to.deep.equal([`WARN 503: ${answer[1]}`]);
});

test('api-throttling: 503 that the Kubernetes API takes no more calls', async (context) => {
  const server = await startServer(context, {
    faults: ['capacity:api-throttling'],
    cluster: { policies: [{ policy: 'services-per-minute', most: 1 }] },
  });
  const answer = await server.second();
  expect(answer).to.deep.equal([503, `${failedAt('Service')} Too many requests, please try again later.`]);
  expect(await server.warnings()).to.deep.equal([`WARN 503: ${answer[1]}`]);
});

const rangeIsFull = 'failed to allocate a nodePort: range is full';

function failedAt(kind: string): string {
  return `the job could not be started and was rolled back: create ${kind} grpc-${kind.toLowerCase()}-2-70001:`;
}

/** A sandbox in which one job runs. */
async function startServer(context: TestContext, options: SandboxOptions) {
  const sandbox = await startSandbox(options);
  context.after(() => sandbox.stop());
  const config = new KubeConfig();
  config.loadFromFile(sandbox.kubeconfigPath);
  const [core, batch] = [config.makeApiClient(CoreV1Api), config.makeApiClient(BatchV1Api)];
  const request = () =>
    axios.post(`${sandbox.focusServerUrl}/configure`, lightView, { timeout: 20_000, validateStatus: () => true });
  const objects = async (): Promise<string[]> => {
    const query = { namespace, labelSelector: 'app.kubernetes.io/part-of=focus-server' };
    const [jobs, services] = await Promise.all([batch.listNamespacedJob(query), core.listNamespacedService(query)]);
    return [...jobs.items, ...services.items].map(({ metadata }) => metadata?.name ?? '').sort();
  };
  expect((await request()).status).to.equal(200);
  return {
    /** Status and message of the answer to a second job, of which nothing is left. */
    second: async (): Promise<[number, string]> => {
      const before = await objects();
      const { status, data } = await request();
      expect(await objects()).to.deep.equal(before);
      return [status, data.detail[0].msg];
    },
    /** The warnings in the server's log, without their times. */
    warnings: async (): Promise<string[]> => {
      const pods = await core.listNamespacedPod({ namespace, labelSelector: 'app=focus-server' });
      const name = pods.items[0]?.metadata?.name ?? '';
      const log = await core.readNamespacedPodLog({ name, namespace });
      return log.split('\n').flatMap((line) => /WARN .*/.exec(line)?.[0] ?? []);
    },
  };
}
