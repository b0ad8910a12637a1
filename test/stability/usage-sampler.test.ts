// Which samples of the metrics API belong to a pod of the server.
import { test } from 'node:test';
import { expect } from 'chai';
import { readSamplingInterval, sampleUsage } from '../../support/stability/usage-sampler';
import { connectToFake, sendJson } from '../cluster/fake-api-server';

const sampledAt = '2026-01-02T03:04:05Z';

test('a sample that is older than the pod is of an earlier pod of that name, and does not count', async (context) => {
  const { api, connection: cluster } = await connectToFake(context);
  const metrics = {
    metadata: { name: 'focus-server-0' },
    timestamp: sampledAt,
    window: '15s',
    containers: [{ name: 'server', usage: { cpu: '10m', memory: '64Mi' } }],
  };
  const createPod = (created: string) => ({
    metadata: { name: 'focus-server-0', creationTimestamp: new Date(created) },
  });
  const [older, younger] = [createPod('2026-01-02T03:00:00Z'), createPod('2026-01-02T03:04:06Z')];
  const everyTime = () => api.answers.push((response) => sendJson(response, 200, metrics));
  const until = AbortSignal.abort();
  everyTime();
  expect(await sampleUsage({ cluster, pods: [older], everyMs: 1, until })).to.deep.equal({
    series: [
      {
        pod: 'focus-server-0',
        samples: [{ timeMs: Date.parse(sampledAt), cpu: 0.01, memoryBytes: 67_108_864 }],
      },
    ],
    everyMs: 15_000,
  });
  everyTime();
  expect(await sampleUsage({ cluster, pods: [younger], everyMs: 1, until })).to.deep.equal({
    series: [{ pod: 'focus-server-0', samples: [] }],
  });
  everyTime();
  expect(await readSamplingInterval(cluster, [older])).to.equal(15_000);
});
