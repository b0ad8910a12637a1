// A watch tells the whole truth about a namespace whose API server errs, cuts streams and expires versions by chance.
import { type TestContext, test } from 'node:test';
import type { V1Service } from '@kubernetes/client-node';
import { expect } from 'chai';
import { Authenticator } from '../../../packages/kube-sandbox/src/api/authentication';
import { createFirstObjects } from '../../../packages/kube-sandbox/src/api/bootstrap';
import type { Interceptor } from '../../../packages/kube-sandbox/src/api/interception';
import { startApiServer } from '../../../packages/kube-sandbox/src/api/server';
import { makeCertificate } from '../../../packages/kube-sandbox/src/certificates';
import { kubeconfigOf } from '../../../packages/kube-sandbox/src/kubeconfig';
import { createStore, StatusError, type Store } from '../../../packages/kube-sandbox/src/store';
import { connectCluster } from '../../../support/cluster/transport/connection';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { ObjectWatch } from '../../../support/cluster/watch/object-watch';
import { until } from '../../../support/cluster/watch/wait';
import { writeFileFor } from '../fake-api-server';

const rounds = 200;

test('every version is told once and in order when streams are only cut', async (context) => {
  const { store, watch, nextStream } = await watchDisturbed(context, '127.77.1.1', (info) =>
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

test('the final state is right when calls fail, streams are cut and versions expire', async (context) => {
  let calls = 0;
  const { store, watch, nextStream } = await watchDisturbed(context, '127.77.2.1', (info) => {
    calls += 1;
    if (calls % 3 === 0) return { refusal: new StatusError(500, 'InternalError', 'etcdserver: request timed out') };
    return isWatch(info) ? { cutAfterMs: 3, expired: calls % 4 === 0 } : undefined;
  });
  await changeServices(store, nextStream);
  await reached(watch);
  const told = watch.objects().map(({ metadata }) => `${metadata?.name} ${metadata?.labels?.round}`);
  const stored = store.list('services', 'panda').map(({ metadata }) => `${metadata.name} ${metadata.labels?.round}`);
  expect(told.toSorted()).to.deep.equal(stored.toSorted());
  expect(watch.counters.failures).to.be.greaterThan(1);
  expect(watch.counters.relists).to.be.greaterThan(0);
});

/** Creates, changes and deletes services over several streams; the last thing is the service `last`. */
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
  await until(watch, {
    what: 'the last service to be told',
    select: (service) => service.metadata?.name === 'last',
    check: () => [],
    withinMs: 30_000,
    signal: AbortSignal.timeout(60_000),
  });
}

function isWatch(info: Parameters<Interceptor>[0]): boolean {
  return info.kind === 'resource' && info.verb === 'watch';
}

async function watchDisturbed(context: TestContext, host: string, interceptor: Interceptor) {
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
  const store = createStore();
  const authenticator = new Authenticator(store);
  const { caPem, ...tls } = await makeCertificate(host);
  const logs = { log: () => undefined };
  const address = { host, port: 16_443 };
  const server = await startApiServer({ store, authenticator, logs, tls, ...address, interceptors });
  createFirstObjects(store, address);
  store.create('namespaces', { metadata: { name: 'panda' } });
  const text = kubeconfigOf(`https://${host}:${address.port}`, caPem, authenticator.adminToken);
  const kubeconfigPath = await writeFileFor(context, text);
  const signal = new AbortController().signal;
  const connection = await connectCluster({ kubeconfigPath, namespace: 'panda', signal });
  const { transport } = connection;
  const watch = new ObjectWatch<V1Service>({ transport, namespace: 'panda', kind: watchedKinds.services }).start();
  context.after(async () => {
    await watch.close();
    await connection.close();
    await server.stop();
  });
  await watch.synced(signal);
  return { store, watch, nextStream };
}
