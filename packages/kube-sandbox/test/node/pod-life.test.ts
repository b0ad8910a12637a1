// What a node does with a pod: start, probes, restarts, logs, end.
import http from 'node:http';
import { test } from 'node:test';
import { expect } from 'chai';
import type { Program } from '../../src/container-program';
import {
  createPod,
  exitWith,
  getCondition,
  startSmallCluster,
  waits,
  waitUntil,
  waitUntilGone,
} from '../small-cluster';

test('the events of a pod report the steps of its start in order', async (context) => {
  const { store, reasons, messages, nodeAddress } = startSmallCluster(context);
  store.create('pods', createPod('one', 'waits'));
  const pod = await waitUntil(store, ['pods', 'one'], (found) => getCondition(found, 'Ready') === 'True');
  expect(reasons('one')).to.deep.equal(['Scheduled', 'Pulled', 'Created', 'Started']);
  expect(messages('one', 'Pulled')).to.deep.equal(['Container image "waits" already present on machine']);
  expect(messages('one', 'Created')).to.deep.equal(['Created container main']);
  expect(messages('one', 'Started')).to.deep.equal(['Started container main']);
  expect(pod.status?.phase).to.equal('Running');
  expect(pod.status?.hostIP).to.equal(nodeAddress);
  expect(pod.status?.conditions?.map(({ type, status }) => `${type}=${status}`)).to.deep.equal([
    'Initialized=True',
    'Ready=True',
    'ContainersReady=True',
    'PodScheduled=True',
  ]);
});

test('before its container runs a pod reports ContainerCreating', async (context) => {
  const { store } = startSmallCluster(context, {
    policies: [{ policy: 'slow-start', pods: {}, containerMs: 60_000 }],
  });
  store.create('pods', createPod('one', 'waits'));
  const pod = await waitUntil(store, ['pods', 'one'], ({ status }) => status?.containerStatuses !== undefined);
  const [status] = pod.status?.containerStatuses ?? [];
  expect(status?.state).to.deep.equal({ waiting: { reason: 'ContainerCreating' } });
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  expect(ready?.reason).to.equal('ContainersNotReady');
  expect(ready?.message).to.equal('containers with unready status: [main]');
});

test('pods that are set to start instantly run while others are Pending', async (context) => {
  const { store } = startSmallCluster(context, { podStartMs: 60_000, instantPods: { name: /^instant-/ } });
  for (const name of ['usual-one', 'instant-one']) store.create('pods', createPod(name, 'waits'));
  const isScheduled = ({ status }: { status?: { startTime?: unknown } }) => status?.startTime !== undefined;
  await waitUntil(store, ['pods', 'usual-one'], isScheduled);
  await waitUntil(store, ['pods', 'instant-one'], (pod) => getCondition(pod, 'Ready') === 'True');
  expect(store.get('pods', 'team', 'usual-one').status?.phase).to.equal('Pending');
});

test('each pod has an address of its own, and its program learns where it runs', async (context) => {
  const seen: Record<string, string>[] = [];
  const looks: Program = async (given) => {
    seen.push({ ...given.env, token: given.serviceAccount?.token ?? '', arguments: given.args.join(' ') });
    return 0;
  };
  const { store } = startSmallCluster(context, { programs: { looks } });
  const fieldRef = (name: string, fieldPath: string): object => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const env = [
    fieldRef('POD_IP', 'status.podIP'),
    fieldRef('NAME', 'metadata.name'),
    { name: 'BOTH', value: '$(NAME)-$(POD_IP)' },
  ];
  for (const name of ['one', 'two']) {
    store.create(
      'pods',
      createPod(name, 'looks', { restartPolicy: 'Never' }, { env, args: ['--name=$(NAME)', '$(NONE)', '$$'] }),
    );
  }
  const one = await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Succeeded');
  const two = await waitUntil(store, ['pods', 'two'], ({ status }) => status?.phase === 'Succeeded');
  const podIp = one.status?.podIP ?? '';
  expect(podIp).to.not.equal(two.status?.podIP);
  expect(seen.find(({ NAME }) => NAME === 'one')).to.deep.equal({
    HOSTNAME: 'one',
    KUBERNETES_SERVICE_HOST: '127.0.0.1',
    KUBERNETES_SERVICE_PORT: '6443',
    KUBERNETES_SERVICE_PORT_HTTPS: '6443',
    POD_IP: podIp,
    NAME: 'one',
    BOTH: `one-${podIp}`,
    token: 'token of team/default',
    arguments: '--name=one $(NONE) $',
  });
});

test('the phase of an ended pod follows from exit code and restart policy', async (context) => {
  const fails: Program = async () => {
    throw new TypeError('no colours left');
  };
  const { store, nodes } = startSmallCluster(context, { programs: { ends: exitWith(0), three: exitWith(3), fails } });
  for (const image of ['ends', 'three', 'fails'])
    store.create('pods', createPod(image, image, { restartPolicy: 'Never' }));
  const ended = (name: string) =>
    waitUntil(store, ['pods', name], ({ status }) => ['Succeeded', 'Failed'].includes(status?.phase ?? ''));
  const states = [];
  for (const name of ['ends', 'three', 'fails']) {
    const pod = await ended(name);
    const { exitCode, reason } = pod.status?.containerStatuses?.[0]?.state?.terminated ?? {};
    states.push(`${name} ${pod.status?.phase} ${exitCode} ${reason}`);
  }
  expect(states).to.deep.equal(['ends Succeeded 0 Completed', 'three Failed 3 Error', 'fails Failed 1 Error']);
  const uid = store.get('pods', 'team', 'fails').metadata.uid;
  expect(nodes.log(uid, 'main', false)?.lines.map(({ text }) => text)).to.deep.equal(['TypeError: no colours left']);
});

test('a container that keeps ending is restarted with a back-off', async (context) => {
  const { store, nodes, messages } = startSmallCluster(context, { programs: { crashes: exitWith(1) } });
  const pod = store.create('pods', createPod('one', 'crashes', { restartPolicy: 'Always' }));
  const crashed = await waitUntil(
    store,
    ['pods', 'one'],
    ({ status }) => status?.containerStatuses?.[0]?.state?.waiting?.reason === 'CrashLoopBackOff',
  );
  const [status] = crashed.status?.containerStatuses ?? [];
  expect(status?.restartCount).to.equal(1);
  expect(status?.lastState?.terminated?.exitCode).to.equal(1);
  expect(status?.state?.waiting?.message).to.equal(
    `back-off 1s restarting failed container=main pod=one_team(${pod.metadata.uid})`,
  );
  expect(crashed.status?.phase).to.equal('Running');
  expect(messages('one', 'BackOff')).to.deep.equal(['Back-off restarting failed container']);
  expect(nodes.log(pod.metadata.uid, 'main', true)?.lines.map(({ text }) => text)).to.deep.equal(['exiting with 1']);
});

test('an image that the node does not have is reported as missing', async (context) => {
  const { store, reasons, messages } = startSmallCluster(context);
  store.create('pods', createPod('never', 'nothing:1'));
  store.create('pods', createPod('pulled', 'nothing:1', {}, { imagePullPolicy: 'IfNotPresent' }));
  const waitingFor = (name: string, reason: string) =>
    waitUntil(store, ['pods', name], ({ status }) => status?.containerStatuses?.[0]?.state?.waiting?.reason === reason);
  const never = await waitingFor('never', 'ErrImageNeverPull');
  const message = 'Container image "nothing:1" is not present with pull policy of Never';
  expect(never.status?.containerStatuses?.[0]?.state?.waiting?.message).to.equal(message);
  expect(never.status?.phase).to.equal('Pending');
  expect(messages('never', 'Failed')).to.deep.equal(['Error: ErrImageNeverPull']);
  await waitingFor('pulled', 'ImagePullBackOff');
  expect(reasons('pulled')).to.deep.equal(['Scheduled', 'Pulling', 'Failed', 'Failed', 'BackOff', 'Failed']);
});

test('a deleted pod is signalled to stop, and is removed when its program has ended', async (context) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const slow: Program = async (given) => {
    await waits(given);
    await released;
    return 0;
  };
  const { store, messages } = startSmallCluster(context, { programs: { slow } });
  store.create('pods', createPod('one', 'slow'));
  await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  store.delete('pods', 'team', 'one');
  expect(store.get('pods', 'team', 'one').metadata.deletionGracePeriodSeconds).to.equal(30);
  expect(messages('one', 'Killing')).to.deep.equal(['Stopping container main']);
  release();
  await waitUntilGone(store, ['pods', 'one']);
});

test('a program that does not stop is killed after the grace period', async (context) => {
  const deaf: Program = () => new Promise(() => undefined);
  const { store } = startSmallCluster(context, { programs: { deaf } });
  store.create('pods', createPod('one', 'deaf', { terminationGracePeriodSeconds: 1 }));
  await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  store.delete('pods', 'team', 'one');
  const killed = await waitUntil(
    store,
    ['pods', 'one'],
    ({ status }) => status?.containerStatuses?.[0]?.state?.terminated !== undefined,
  );
  expect(killed.status?.containerStatuses?.[0]?.state?.terminated?.exitCode).to.equal(137);
  await waitUntilGone(store, ['pods', 'one']);
});

test('a pod is ready once its probe succeeds, and no longer when it fails', async (context) => {
  let answer = 500;
  const serves: Program = async (given) => {
    const server = http.createServer((_request, response) => response.writeHead(answer).end());
    server.listen(8080, given.env.POD_IP);
    await waits(given);
    server.close();
    return 0;
  };
  const { store, messages } = startSmallCluster(context, { programs: { serves } });
  const env = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
  const ports = [{ name: 'web', containerPort: 8080 }];
  const readinessProbe = { httpGet: { path: '/', port: 'web' }, periodSeconds: 1, failureThreshold: 1 };
  store.create('pods', createPod('one', 'serves', {}, { env, ports, readinessProbe }));
  const running = await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  expect(getCondition(running, 'Ready')).to.equal('False');
  answer = 200;
  await waitUntil(store, ['pods', 'one'], (pod) => getCondition(pod, 'Ready') === 'True');
  answer = 503;
  await waitUntil(store, ['pods', 'one'], (pod) => getCondition(pod, 'Ready') === 'False');
  expect(messages('one', 'Unhealthy')).to.deep.equal([
    'Readiness probe failed: HTTP probe failed with statuscode: 503',
  ]);
});

test('a container that fails its liveness probe is restarted', async (context) => {
  const { store, messages } = startSmallCluster(context);
  const livenessProbe = { tcpSocket: { port: 8080 }, periodSeconds: 1, failureThreshold: 1 };
  store.create('pods', createPod('one', 'waits', { restartPolicy: 'Always' }, { livenessProbe }));
  const pod = await waitUntil(
    store,
    ['pods', 'one'],
    ({ status }) => status?.containerStatuses?.[0]?.restartCount === 1,
  );
  expect(messages('one', 'Killing')).to.deep.equal(['Container main failed liveness probe, will be restarted']);
  const target = `${pod.status?.podIP}:8080`;
  expect(messages('one', 'Unhealthy')).to.deep.equal([
    `Liveness probe failed: dial tcp ${target}: connect: connection refused`,
  ]);
});

test('a log can be followed to the end of its container', async (context) => {
  const { store, nodes } = startSmallCluster(context);
  store.create('pods', createPod('one', 'waits', { restartPolicy: 'Never' }));
  const { metadata } = await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  const log = nodes.log(metadata.uid, 'main', false);
  expect(log?.lines.map(({ text }) => text)).to.deep.equal(['waiting']);
  expect(log?.open).to.equal(true);
  const ended = new Promise<void>((resolve) => log?.follow(() => undefined, resolve));
  store.delete('pods', 'team', 'one');
  await ended;
  expect(nodes.log(metadata.uid, 'other', false)).to.equal(undefined);
});

test('a pod that stays too long is failed at its deadline', async (context) => {
  const { store } = startSmallCluster(context);
  store.create('pods', createPod('one', 'waits', { activeDeadlineSeconds: 1 }));
  const pod = await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Failed');
  expect(pod.status?.reason).to.equal('DeadlineExceeded');
  expect(pod.status?.message).to.equal('Pod was active on the node longer than the specified deadline');
});
