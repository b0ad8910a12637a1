// Pods, events, metrics, logs and rights are read as the API server means them.
import { test } from 'node:test';
import type { CoreV1Event } from '@kubernetes/client-node';
import { expect } from 'chai';
import { eventsOf, inOrder } from '../../../support/cluster/readings/events';
import { readLog } from '../../../support/cluster/readings/logs';
import { readPodMetrics } from '../../../support/cluster/readings/metrics';
import { podState, podSummary } from '../../../support/cluster/readings/pod-state';
import { describeNeed, namespaceState, readingAccess, refusedAccess } from '../../../support/cluster/transport/access';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { connectToFake, rawPod, refuse, sendJson } from '../fake-api-server';

test('events of one second are told in the order of their names, whatever precision their reporters use', () => {
  const second = '2026-01-02T03:04:05Z';
  const events = [
    event('Started', '18ba5b2f3e0f4a00', { firstTimestamp: second }),
    event('Pulled', '18ba5b2f3b4e5a00', { firstTimestamp: second, count: 3 }),
    event('Scheduled', '18ba5b2f39000000', { firstTimestamp: null, eventTime: '2026-01-02T03:04:05.912345Z' }),
    event('Created', '18ba5b2f3c000000', { firstTimestamp: second }),
    event('Killing', '18ba5b2f38000000', { firstTimestamp: '2026-01-02T03:04:06Z' }),
    event('Other', '18ba5b2f38000000', { firstTimestamp: second, involvedObject: { uid: 'another' } }),
  ];
  const own = eventsOf(events, 'uid-a');
  expect(own.map((one) => one.reason)).to.deep.equal(['Scheduled', 'Pulled', 'Created', 'Started', 'Killing']);
  expect(own.map((one) => one.count)).to.deep.equal([1, 3, 1, 1, 1]);
  expect(inOrder(own, ['Scheduled', 'Created', 'Started'])).to.equal(true);
  expect(inOrder(own, ['Created', 'Scheduled'])).to.equal(false);
});

test('the count and the last time of a series win', () => {
  const series = { count: 7, lastObservedTime: '2026-01-02T03:09:00.000000Z' };
  const [only] = eventsOf([event('BackOff', '1', { firstTimestamp: '2026-01-02T03:04:05Z', series })], 'uid-a');
  expect(only).to.deep.include({ count: 7, lastTime: new Date('2026-01-02T03:09:00Z') });
});

test('a pod without reported containers is read as not ready', () => {
  const pod = watchedKinds.pods.read(rawPod('a', 1));
  expect(podState(pod)).to.deep.include({ phase: 'Pending', ready: false, scheduled: false, restarts: 0 });
  expect(podState(pod).containers).to.deep.equal([{ name: 'stream', state: 'unknown', ready: false, restarts: 0 }]);
});

test('a pod that restarts says why', () => {
  const pod = watchedKinds.pods.read({
    ...rawPod('a', 1),
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'stream',
          ready: false,
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' } },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
      ],
    },
  });
  expect(podSummary(pod)).to.equal('Running, 0/1 ready, 2 restarts, stream CrashLoopBackOff: back-off 20s');
  expect(podState(pod).containers[0]).to.deep.include({ lastEnd: { reason: 'OOMKilled', exitCode: 137 } });
});

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
  expect(usage).to.deep.include({ kind: 'usage', pod: { cpu: 0.2515, memoryBytes: 67_109_888 }, window: '15s' });
  expect(await readPodMetrics(connection, 'a')).to.deep.equal({ kind: 'no-sample' });
  expect(await readPodMetrics(connection, 'a')).to.deep.equal({
    kind: 'absent',
    reason: 'the cluster has no metrics API (metrics.k8s.io): install metrics-server to see CPU and memory',
  });
});

test('a log is capped and says so', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(
    (response) => response.end('one\ntwo\n'),
    (response) => response.end('one\ntwo\n'),
  );
  expect(await readLog(connection, 'a', { maxBytes: 8 })).to.deep.equal({ text: 'one\ntwo\n', truncated: false });
  expect(await readLog(connection, 'a', { maxBytes: 5, tailLines: 9 })).to.deep.equal({
    text: 'one\nt',
    truncated: true,
  });
  expect(api.requests).to.deep.equal([
    'GET /api/v1/namespaces/panda/pods/a/log?tailLines=200&limitBytes=9',
    'GET /api/v1/namespaces/panda/pods/a/log?tailLines=9&limitBytes=6',
  ]);
});

test('refused rights are told by verb and resource', async (context) => {
  const { api, connection } = await connectToFake(context);
  const needs = readingAccess.filter((need) => need.resource === 'jobs' || need.subresource === 'log');
  api.answers.push(
    ...[true, true, false, false].map(
      (allowed) => (response: Parameters<typeof sendJson>[0]) =>
        sendJson(response, 201, { kind: 'SelfSubjectAccessReview', status: { allowed } }),
    ),
  );
  const refused = await refusedAccess(connection, needs);
  expect(refused).to.have.length(2);
  expect(needs.map(describeNeed)).to.deep.equal([
    'get jobs.batch (reading jobs)',
    'list jobs.batch (listing jobs)',
    'watch jobs.batch (watching jobs)',
    'get pods/log (reading the logs of jobs)',
  ]);
});

test('a namespace is active, terminating, missing, or not to be seen', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(
    (response) => sendJson(response, 200, { status: { phase: 'Active' } }),
    (response) => sendJson(response, 200, { status: { phase: 'Terminating' } }),
    refuse(404, 'NotFound', 'namespaces "panda" not found'),
    refuse(403, 'Forbidden', 'namespaces "panda" is forbidden'),
  );
  const states = [];
  for (let call = 0; call < 4; call += 1) states.push(await namespaceState(connection));
  expect(states).to.deep.equal(['active', 'terminating', 'missing', 'unknown']);
});

function event(reason: string, suffix: string, rest: object): CoreV1Event {
  return watchedKinds.events.read({
    metadata: { name: `a.${suffix}`, namespace: 'panda', uid: `uid-${reason}`, resourceVersion: '1' },
    involvedObject: { uid: 'uid-a' },
    reason,
    message: reason,
    ...rest,
  });
}
