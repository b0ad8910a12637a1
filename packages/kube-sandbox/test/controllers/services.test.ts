// Proves the Endpoints of Services, and that their NodePorts answer as long as somebody is there.
import net from 'node:net';
import { test } from 'node:test';
import { expect } from 'chai';
import type { Program } from '../../src/program';
import type { NewObject, Store, Stored } from '../../src/store';
import { podOf, smallCluster, until, untilAll, untilGone, waits } from '../small-cluster';

/** Tells who it is to everybody who connects. */
const tellsName: Program = async (given) => {
  const server = net.createServer((socket) => socket.on('error', () => undefined).end(given.env.HOSTNAME ?? ''));
  server.listen(5000, given.env.POD_IP);
  await waits(given);
  server.close();
  return 0;
};

const env = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
const ready = { readinessProbe: { tcpSocket: { port: 5000 } }, ports: [{ name: 'stream', containerPort: 5000 }] };

test('ready and unready pods are told apart, each with its port and its pod', async (context) => {
  const { store } = smallCluster(context, { programs: { tellsName, waits } });
  store.create('pods', labelled('one', 'tellsName'));
  store.create('pods', labelled('two', 'waits'));
  store.create('services', serviceOf('web', { targetPort: 'stream' }));
  const { subsets } = await until(
    store,
    ['endpoints', 'web'],
    ({ subsets }) => subsets?.[0]?.addresses?.length === 1 && subsets[0].notReadyAddresses?.length === 1,
  );
  const [one, two] = ['one', 'two'].map((name) => store.get('pods', 'team', name));
  expect(subsets?.length).to.equal(1);
  expect(subsets?.[0]?.ports).to.deep.equal([{ port: 5000, protocol: 'TCP' }]);
  expect(subsets?.[0]?.addresses).to.deep.equal([addressOf(one)]);
  expect(subsets?.[0]?.notReadyAddresses?.map(({ ip, targetRef }) => [ip, targetRef?.name])).to.deep.equal([
    [two?.status?.podIP, 'two'],
  ]);
});

test('pods that do not match, have ended or are being removed are left out', async (context) => {
  const { store } = smallCluster(context, { programs: { tellsName, waits, ends: async () => 0 } });
  store.create('services', serviceOf('web', {}));
  for (const name of ['one', 'two']) store.create('pods', labelled(name, 'tellsName'));
  store.create('pods', labelled('ended', 'ends'));
  store.create('pods', podOf('other', 'waits'));
  const counting =
    (count: number) =>
    ({ subsets }: Stored<'endpoints'>) =>
      (subsets?.[0]?.addresses?.length ?? 0) === count;
  await until(store, ['endpoints', 'web'], counting(2));
  store.delete('pods', 'team', 'two');
  const left = await until(store, ['endpoints', 'web'], counting(1));
  expect(left.subsets?.[0]?.addresses?.map(({ targetRef }) => targetRef?.name)).to.deep.equal(['one']);
});

test('the Endpoints go with their Service', async (context) => {
  const { store } = smallCluster(context);
  store.create('services', serviceOf('web', {}));
  await until(store, ['endpoints', 'web'], ({ subsets }) => subsets === undefined);
  store.delete('services', 'team', 'web');
  await untilGone(store, ['endpoints', 'web']);
});

test('a NodePort forwards to the ready pods in turn and refuses when there is none', async (context) => {
  const { store, nodeAddress } = smallCluster(context, { programs: { tellsName } });
  const port = 31_987;
  store.create('services', serviceOf('web', { nodePort: port, targetPort: 5000 }));
  await until(store, ['endpoints', 'web'], () => true);
  expect(await ask(nodeAddress, port)).to.equal('ECONNREFUSED');
  for (const name of ['one', 'two']) store.create('pods', labelled(name, 'tellsName'));
  await until(store, ['endpoints', 'web'], ({ subsets }) => subsets?.[0]?.addresses?.length === 2);
  const answers = [await ask(nodeAddress, port), await ask(nodeAddress, port), await ask(nodeAddress, port)];
  expect(new Set(answers)).to.deep.equal(new Set(['one', 'two']));
  expect(answers[2]).to.equal(answers[0]);
  for (const name of ['one', 'two']) store.delete('pods', 'team', name);
  await until(store, ['endpoints', 'web'], ({ subsets }) => subsets === undefined);
  expect(await ask(nodeAddress, port)).to.equal('ECONNREFUSED');
});

test('when a Service goes, its open connections end and its port is free for the next', async (context) => {
  const { store, nodeAddress } = smallCluster(context, { programs: { holds: holdsConnections } });
  const port = 31_988;
  store.create('pods', labelled('one', 'holds'));
  await serveAt(store, 'first', port);
  const socket = net.connect(port, nodeAddress);
  const opened = new Promise((resolve) => socket.once('data', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await opened;
  store.delete('services', 'team', 'first');
  await closed;
  await serveAt(store, 'second', port);
  await untilAll(store, 'services', (services) => services.length === 1);
});

test('a pod that nothing listens in resets the connection', async (context) => {
  const { store, nodeAddress } = smallCluster(context);
  store.create('pods', podOf('one', 'waits', {}, {}));
  store.create('services', {
    ...serviceOf('web', { nodePort: 31_989 }),
    spec: { ...serviceOf('web', { nodePort: 31_989 }).spec, selector: { app: 'one' } },
  });
  await until(store, ['endpoints', 'web'], ({ subsets }) => subsets?.[0]?.addresses?.length === 1);
  expect(await ask(nodeAddress, 31_989)).to.equal('ECONNRESET');
});

const holdsConnections: Program = async (given) => {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.write('held');
  });
  server.listen(5000, given.env.POD_IP);
  await waits(given);
  for (const socket of sockets) socket.destroy();
  server.close();
  return 0;
};

async function serveAt(store: Store, name: string, nodePort: number): Promise<void> {
  store.create('services', serviceOf(name, { nodePort }));
  await until(store, ['endpoints', name], ({ subsets }) => subsets?.[0]?.addresses?.length === 1);
}

function labelled(name: string, image: string): NewObject<'pods'> {
  const pod = podOf(name, image, { restartPolicy: 'Never', terminationGracePeriodSeconds: 1 }, { env, ...ready });
  return { ...pod, metadata: { ...pod.metadata, labels: { app: 'web' } } };
}

function serviceOf(name: string, port: object): NewObject<'services'> {
  const ports = [{ port: 80, targetPort: 5000, protocol: 'TCP', ...port }];
  return {
    metadata: { name, namespace: 'team' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports },
  } as NewObject<'services'>;
}

function addressOf(pod: Stored<'pods'> | undefined): object {
  const { name, namespace, uid, resourceVersion } = pod?.metadata ?? {};
  return {
    ip: pod?.status?.podIP,
    nodeName: 'worker-node',
    targetRef: { kind: 'Pod', namespace, name, uid, resourceVersion },
  };
}

/** What the address says to whom connects, or the code of the error. */
function ask(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, host);
    let heard = '';
    socket.on('data', (data) => {
      heard += data.toString();
    });
    socket.on('end', () => resolve(heard));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
