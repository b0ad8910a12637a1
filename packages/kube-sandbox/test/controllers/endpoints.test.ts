// The Endpoints of a Service: which pods they list, and that they go with it.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Stored } from '../../src/store';
import { createPod, startSmallCluster, waits, waitUntil, waitUntilGone } from '../small-cluster';
import { createWebPod, createWebService, namesItself } from '../web-services';

test('ready and unready pods are listed apart, each with its port and its pod', async (context) => {
  const { store } = startSmallCluster(context, { programs: { namesItself, waits } });
  store.create('pods', createWebPod('one', 'namesItself'));
  store.create('pods', createWebPod('two', 'waits'));
  store.create('services', createWebService('web', { targetPort: 'stream' }));
  const { subsets } = await waitUntil(
    store,
    ['endpoints', 'web'],
    ({ subsets }) => subsets?.[0]?.addresses?.length === 1 && subsets[0].notReadyAddresses?.length === 1,
  );
  const [one, two] = ['one', 'two'].map((name) => store.get('pods', 'team', name));
  expect(subsets?.length).to.equal(1);
  expect(subsets?.[0]?.ports).to.deep.equal([{ port: 5000, protocol: 'TCP' }]);
  expect(subsets?.[0]?.addresses).to.deep.equal([createAddress(one)]);
  expect(subsets?.[0]?.notReadyAddresses?.map(({ ip, targetRef }) => [ip, targetRef?.name])).to.deep.equal([
    [two?.status?.podIP, 'two'],
  ]);
});

test('pods that do not match, have ended or are being removed are left out', async (context) => {
  const { store } = startSmallCluster(context, { programs: { namesItself, waits, ends: async () => 0 } });
  store.create('services', createWebService('web'));
  for (const name of ['one', 'two']) store.create('pods', createWebPod(name, 'namesItself'));
  store.create('pods', createWebPod('ended', 'ends'));
  store.create('pods', createPod('other', 'waits'));
  const counting =
    (count: number) =>
    ({ subsets }: Stored<'endpoints'>) =>
      (subsets?.[0]?.addresses?.length ?? 0) === count;
  await waitUntil(store, ['endpoints', 'web'], counting(2));
  store.delete('pods', 'team', 'two');
  const left = await waitUntil(store, ['endpoints', 'web'], counting(1));
  expect(left.subsets?.[0]?.addresses?.map(({ targetRef }) => targetRef?.name)).to.deep.equal(['one']);
});

test('the Endpoints are removed with their Service', async (context) => {
  const { store } = startSmallCluster(context);
  store.create('services', createWebService('web'));
  await waitUntil(store, ['endpoints', 'web'], ({ subsets }) => subsets === undefined);
  store.delete('services', 'team', 'web');
  await waitUntilGone(store, ['endpoints', 'web']);
});

function createAddress(pod: Stored<'pods'> | undefined): object {
  const { name, namespace, uid, resourceVersion } = pod?.metadata ?? {};
  return {
    ip: pod?.status?.podIP,
    nodeName: 'worker-node',
    targetRef: { kind: 'Pod', namespace, name, uid, resourceVersion },
  };
}
