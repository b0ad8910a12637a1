// Policies of NodePorts: who answers at the port of a Service.
import net from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { expect } from 'chai';
import type { ClusterPolicy, Selector } from '../../src/policies';
import type { Program } from '../../src/program';
import type { NewObject } from '../../src/store';
import { podOf, smallCluster, until, untilGone, waits } from '../small-cluster';

const services: Selector = { name: /^chosen-/ };
const ports = { 'chosen-1': 31_971, other: 31_972 } as const;

describe('node-ports', () => {
  test('without a policy both Services answer', async (context) => {
    const cluster = await serve(context, []);
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'hello', other: 'hello' });
  });

  test('served not: nobody listens at the port', async (context) => {
    const cluster = await serve(context, [{ policy: 'node-ports', services, served: 'not' }]);
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'ECONNREFUSED', other: 'hello' });
  });

  test('served to nobody: the connection is reset', async (context) => {
    const cluster = await serve(context, [{ policy: 'node-ports', services, served: 'to-nobody' }]);
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'ECONNRESET', other: 'hello' });
  });

  test('served for ever: the port answers when the Service is gone', async (context) => {
    const cluster = await serve(context, [{ policy: 'node-ports', services, served: 'for-ever' }]);
    await cluster.removeServices();
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'hello', other: 'ECONNREFUSED' });
  });
});

test('connection-resets: every second connection is reset', async (context) => {
  const cluster = await serve(context, [{ policy: 'connection-resets', services, every: 2 }]);
  const answers = [await cluster.connectAll(), await cluster.connectAll(), await cluster.connectAll()];
  expect(answers).to.deep.equal([
    { 'chosen-1': 'hello', other: 'hello' },
    { 'chosen-1': 'ECONNRESET', other: 'hello' },
    { 'chosen-1': 'hello', other: 'hello' },
  ]);
});

test('refusals-close-node-ports: after a connection that the pod refused the next one is refused', async (context) => {
  const cluster = await serve(context, [{ policy: 'refusals-close-node-ports' }], waits);
  const expected = { 'chosen-1': 'ECONNRESET', other: 'ECONNRESET' };
  expect(await cluster.connectAll()).to.deep.equal(expected);
  expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'ECONNREFUSED', other: 'ECONNREFUSED' });
});

/** Greets everybody who connects. */
const greets: Program = async (given) => {
  const server = net.createServer((socket) => socket.on('error', () => undefined).end('hello'));
  server.listen(5000, given.env.POD_IP);
  await waits(given);
  server.close();
  return 0;
};

/** A cluster with two Services that lead to one pod. */
async function serve(context: TestContext, policies: readonly ClusterPolicy[], program = greets) {
  const { store, nodeAddress } = smallCluster(context, { programs: { program }, policies });
  const env = [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
  const readinessProbe = program === greets ? { readinessProbe: { tcpSocket: { port: 5000 } } } : {};
  const names = Object.keys(ports) as (keyof typeof ports)[];
  for (const name of names) store.create('services', createService(name, ports[name]));
  store.create('pods', podOf('web', 'program', {}, { env, ...readinessProbe }));
  for (const name of names)
    await until(store, ['endpoints', name], ({ subsets }) => subsets?.[0]?.addresses?.length === 1);
  return {
    /** What each Service's port answers, or the code of the connection's error. */
    async connectAll(): Promise<Record<string, string>> {
      const answers: Record<string, string> = {};
      for (const name of names) answers[name] = await connect(nodeAddress, ports[name]);
      return answers;
    },
    async removeServices(): Promise<void> {
      for (const name of names) store.delete('services', 'team', name);
      for (const name of names) await untilGone(store, ['endpoints', name]);
    },
  };
}

function createService(name: string, nodePort: number): NewObject<'services'> {
  const port = { port: 80, targetPort: 5000, protocol: 'TCP', nodePort };
  return {
    metadata: { name, namespace: 'team' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: [port] },
  } as NewObject<'services'>;
}

function connect(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, host);
    let received = '';
    socket.on('data', (data) => {
      received += data.toString();
    });
    socket.on('end', () => resolve(received));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
