// NodePorts: who answers at them, and when they are refused, reset or free again.
import net from 'node:net';
import { test } from 'node:test';
import { expect } from 'chai';
import type { Program } from '../../src/container-program';
import type { Store } from '../../src/store';
import { createPod, startSmallCluster, waits, waitUntil, waitUntilAll } from '../small-cluster';
import { connectTo, createWebPod, createWebService, namesItself } from '../web-services';

test('a NodePort forwards to the ready pods in turn and refuses when there is none', async (context) => {
  const { store, nodeAddress } = startSmallCluster(context, { programs: { namesItself } });
  const port = 31_987;
  store.create('services', createWebService('web', { nodePort: port, targetPort: 5000 }));
  await waitUntil(store, ['endpoints', 'web'], () => true);
  expect(await connectTo(nodeAddress, port)).to.equal('ECONNREFUSED');
  for (const name of ['one', 'two']) store.create('pods', createWebPod(name, 'namesItself'));
  await waitUntil(store, ['endpoints', 'web'], ({ subsets }) => subsets?.[0]?.addresses?.length === 2);
  const answers = [
    await connectTo(nodeAddress, port),
    await connectTo(nodeAddress, port),
    await connectTo(nodeAddress, port),
  ];
  expect(new Set(answers)).to.deep.equal(new Set(['one', 'two']));
  expect(answers[2]).to.equal(answers[0]);
  for (const name of ['one', 'two']) store.delete('pods', 'team', name);
  await waitUntil(store, ['endpoints', 'web'], ({ subsets }) => subsets === undefined);
  expect(await connectTo(nodeAddress, port)).to.equal('ECONNREFUSED');
});

test('when a Service is removed, its open connections end and its port is free for the next', async (context) => {
  const { store, nodeAddress } = startSmallCluster(context, { programs: { holds: holdsConnections } });
  const port = 31_988;
  store.create('pods', createWebPod('one', 'holds'));
  await serveAt(store, 'first', port);
  const socket = net.connect(port, nodeAddress);
  const opened = new Promise((resolve) => socket.once('data', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await opened;
  store.delete('services', 'team', 'first');
  await closed;
  await serveAt(store, 'second', port);
  await waitUntilAll(store, 'services', (services) => services.length === 1);
});

test('a pod that nothing listens in resets the connection', async (context) => {
  const { store, nodeAddress } = startSmallCluster(context);
  store.create('pods', createPod('one', 'waits'));
  const service = createWebService('web', { nodePort: 31_989 });
  store.create('services', { ...service, spec: { ...service.spec, selector: { app: 'one' } } });
  await waitUntil(store, ['endpoints', 'web'], ({ subsets }) => subsets?.[0]?.addresses?.length === 1);
  expect(await connectTo(nodeAddress, 31_989)).to.equal('ECONNRESET');
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
  store.create('services', createWebService(name, { nodePort }));
  await waitUntil(store, ['endpoints', name], ({ subsets }) => subsets?.[0]?.addresses?.length === 1);
}
