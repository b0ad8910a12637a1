// CPU and memory usage of a pod.
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { expect } from 'chai';
import { readPodMetrics } from '../../../support/cluster/readings/metrics';
import { connectToFake, refuse, sendJson } from '../fake-api-server';

test('metrics: a sample, none of this pod yet, no API, an API that is down', async (context) => {
  const { api, connection } = await connectToFake(context);
  const sample = {
    metadata: { name: 'a' },
    timestamp: '2026-01-02T03:04:05Z',
    window: '15s',
    containers: [
      { name: 'stream', usage: { cpu: '250m', memory: '64Mi' } },
      { name: 'sidecar', usage: { cpu: '1500000n', memory: '1Ki' } },
    ],
  };
  api.answers.push(
    (response) => sendJson(response, 200, sample),
    refuse(404, 'NotFound', 'podmetrics.metrics.k8s.io "a" not found'),
    (response) => response.writeHead(404).end('404 page not found\n'),
  );
  const usage = await readPodMetrics(connection, 'a');
  expect(usage).to.deep.include({ kind: 'usage', pod: { cpu: 0.2515, memoryBytes: 67_109_888 }, windowMs: 15_000 });
  expect(await readPodMetrics(connection, 'a')).to.deep.equal({ kind: 'no-sample' });
  expect(await readPodMetrics(connection, 'a')).to.deep.equal({
    kind: 'absent',
    reason: 'the cluster has no metrics API (metrics.k8s.io): install metrics-server to see CPU and memory',
  });
});

test('metrics: a sample without a time, a container or the usage of one is none, and a window is read as Go writes it', async (context) => {
  const { api, connection } = await connectToFake(context);
  const sample = {
    metadata: { name: 'a' },
    timestamp: '2026-01-02T03:04:05Z',
    window: '1m0.5s',
    containers: [{ name: 'stream', usage: { cpu: '250m', memory: '64Mi' } }],
  };
  const incomplete = [
    { ...sample, timestamp: null },
    { ...sample, containers: null },
    { ...sample, containers: [] },
    { ...sample, containers: [...sample.containers, { name: 'sidecar', usage: null }] },
  ];
  const answers = [...incomplete, sample, { ...sample, window: 'a while' }];
  api.answers.push(...answers.map((body) => (response: ServerResponse) => sendJson(response, 200, body)));
  for (const _ of incomplete) expect(await readPodMetrics(connection, 'a')).to.deep.equal({ kind: 'no-sample' });
  expect(await readPodMetrics(connection, 'a')).to.have.property('windowMs', 60_500);
  expect(await readPodMetrics(connection, 'a')).to.not.have.property('windowMs');
});
