// A watch stays correct while its API server fails at random, cuts streams and expires versions.
import { type TestContext, test } from 'node:test';
import type { V1Service } from '@kubernetes/client-node';
import { expect } from 'chai';
import { type Interceptor, StatusError, type Store, startApiServer } from 'kube-sandbox/api-server';
import { connectCluster } from '../../../support/cluster/transport/connection';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { ObjectWatch } from '../../../support/cluster/watch/object-watch';
import { waitUntil } from '../../../support/cluster/watch/wait';
import { writeFileFor } from '../fake-api-server';

const rounds = 200;

test('if streams are only cut, every version is reported once and in order', async (context) => {
  const { store, watch, nextStream } = await watchDisturbed(context, (info) =>
    isWatch(info) ? { cutAfterMs: 3 } : undefined,
  );
  const versions: string[] = [];
  watch.onChange((change) => versions.push(`${change.type} ${change.object.metadata?.resourceVersion}`));
  const written = await changeServices(store, nextStream);
  await reached(watch);
  expect(versions).to.deep.equal(written);
  expect(watch.counters).to.include({ lists: 1, changes: written.length });
  expect(watch.counters.reconnects).to.be.greaterThan(1);
});

test('the final state is correct if calls fail, streams are cut and versions expire', async (context) => {
  let calls = 0;
  const { store, watch, nextStream } = await watchDisturbed(context, (info) => {
    calls += 1;
    if (calls % 3 === 0) return { refusal: new StatusError(500, 'InternalError', 'etcdserver: request timed out') };
    return isWatch(info) ? { cutAfterMs: 3, expired: calls % 4 === 0 } : undefined;
  });
  await changeServices(store, nextStream);
  await reached(watch);
  const seen = watch.listObjects().map(({ metadata }) => `${metadata?.name} ${metadata?.labels?.round}`);
  const stored = store.list('services', 'panda').map(({ metadata }) => `${metadata.name} ${metadata.labels?.round}`);
  expect(seen.toSorted()).to.deep.equal(stored.toSorted());
  expect(watch.counters.failures).to.be.greaterThan(1);
  expect(watch.counters.relists).to.be.greaterThan(0);
});

/** Creates, changes and deletes services over several streams; the last change creates the service `last`. */
async function changeServices(store: Store, nextStream: () => Promise<void>): Promise<string[]> {
  const written: string[] = [];
  const unsubscribe = store.watch('services', ({ type, object }) => {
    written.push(`${type.toLowerCase()} ${object.metadata.resourceVersion}`);
  });
  const ports = [{ port: 80 }];
  for (let round = 0; round < rounds; round += 1) {
    const name = `service-${round % 7}`;
    const labels = { round: String(round) };
    if (store.find('services', 'panda', name) === undefined) {
      store.create('services', { metadata: { name, namespace: 'panda', labels }, spec: { ports } });
    } else if (round % 5 === 0) store.delete('services', 'panda', name);
    else {
      store.patch('services', 'panda', name, (draft) => {
        draft.metadata.labels = labels;
      });
    }
    await (round % 25 === 0 ? nextStream() : new Promise((resolve) => setImmediate(resolve)));
  }
  store.create('services', {
    metadata: { name: 'last', namespace: 'panda', labels: { round: 'last' } },
    spec: { ports },
  });
  unsubscribe();
  return written;
}

async function reached(watch: ObjectWatch<V1Service>): Promise<void> {
  await waitUntil(watch, {
    what: 'the last service to be seen',
    select: (service) => service.metadata?.name === 'last',
    check: () => [],
    withinMs: 30_000,
    signal: AbortSignal.timeout(60_000),
  });
}

function isWatch(info: Parameters<Interceptor>[0]): boolean {
  return info.kind === 'resource' && info.verb === 'watch';
}

async function watchDisturbed(context: TestContext, interceptor: Interceptor) {
  let onStream = () => {};
  const nextStream = () =>
    new Promise<void>((resolve) => {
      onStream = resolve;
    });
  const interceptors: Interceptor[] = [
    (info, user) => {
      if (isWatch(info)) onStream();
      return interceptor(info, user);
    },
  ];
  const server = await startApiServer({ interceptors });
  const { store } = server;
  store.create('namespaces', { metadata: { name: 'panda' } });
  const kubeconfigPath = await writeFileFor(context, server.kubeconfig);
  const signal = new AbortController().signal;
  const connection = await connectCluster({ kubeconfigPath, namespace: 'panda', signal });
  const { transport } = connection;
  const watch = new ObjectWatch<V1Service>({ transport, namespace: 'panda', kind: watchedKinds.services }).start();
  context.after(async () => {
    await watch.close();
    await connection.close();
    await server.stop();
  });
  await watch.waitUntilSynced(signal);
  return { store, watch, nextStream };
}
