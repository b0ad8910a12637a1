// Policies of NodePorts: who answers at the port of a Service.
import { describe, type TestContext, test } from 'node:test';
import { expect } from 'chai';
import type { ClusterPolicy, Selector } from '../../src/policies';
import { createPod, startSmallCluster, waits, waitUntil, waitUntilGone } from '../small-cluster';
import { connectTo, createWebPod, createWebService, namesItself } from '../web-services';

const services: Selector = { name: /^chosen-/ };
const ports = { 'chosen-1': 31_971, other: 31_972 } as const;

describe('node-ports', () => {
  test('without a policy both Services answer', async (context) => {
    const cluster = await serve(context, []);
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'web', other: 'web' });
  });

  test('served not: nobody listens at the port', async (context) => {
    const cluster = await serve(context, [{ policy: 'node-ports', services, served: 'not' }]);
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'ECONNREFUSED', other: 'web' });
  });

  test('served to nobody: the connection is reset', async (context) => {
    const cluster = await serve(context, [{ policy: 'node-ports', services, served: 'to-nobody' }]);
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'ECONNRESET', other: 'web' });
  });

  test('served for ever: the port answers when the Service is gone', async (context) => {
    const cluster = await serve(context, [{ policy: 'node-ports', services, served: 'for-ever' }]);
    await cluster.removeServices();
    expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'web', other: 'ECONNREFUSED' });
  });
});

test('connection-resets: every second connection is reset', async (context) => {
  const cluster = await serve(context, [{ policy: 'connection-resets', services, every: 2 }]);
  const answers = [await cluster.connectAll(), await cluster.connectAll(), await cluster.connectAll()];
  expect(answers).to.deep.equal([
    { 'chosen-1': 'web', other: 'web' },
    { 'chosen-1': 'ECONNRESET', other: 'web' },
    { 'chosen-1': 'web', other: 'web' },
  ]);
});

test('refusals-close-node-ports: after a connection that the pod refused the next one is refused', async (context) => {
  const cluster = await serve(context, [{ policy: 'refusals-close-node-ports' }], waits);
  const expected = { 'chosen-1': 'ECONNRESET', other: 'ECONNRESET' };
  expect(await cluster.connectAll()).to.deep.equal(expected);
  expect(await cluster.connectAll()).to.deep.equal({ 'chosen-1': 'ECONNREFUSED', other: 'ECONNREFUSED' });
});

/** A cluster with two Services that lead to one pod. */
async function serve(context: TestContext, policies: readonly ClusterPolicy[], program = namesItself) {
  const { store, nodeAddress } = startSmallCluster(context, { programs: { program }, policies });
  const names = Object.keys(ports) as (keyof typeof ports)[];
  for (const name of names) store.create('services', createWebService(name, { nodePort: ports[name] }));
  store.create('pods', program === waits ? createPod('web', 'program') : createWebPod('web', 'program'));
  for (const name of names)
    await waitUntil(store, ['endpoints', name], ({ subsets }) => subsets?.[0]?.addresses?.length === 1);
  return {
    /** What each Service's port answers, or the code of the connection's error. */
    async connectAll(): Promise<Record<string, string>> {
      const answers: Record<string, string> = {};
      for (const name of names) answers[name] = await connectTo(nodeAddress, ports[name]);
      return answers;
    },
    async removeServices(): Promise<void> {
      for (const name of names) store.delete('services', 'team', name);
      for (const name of names) await waitUntilGone(store, ['endpoints', name]);
    },
  };
}
