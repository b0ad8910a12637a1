// Removes a deployed stand-in, with the jobs that its server created.
import { type KubernetesObject, KubernetesObjectApi, type V1Namespace } from '@kubernetes/client-node';
import { call, deleteIfPresent } from '../stand-in/api-server/client';
import { follow } from '../stand-in/api-server/object-watch';
import { dataSourceConfigMap } from '../stand-in/data/data-source';
import { partOfSelector } from '../stand-in/jobs/job';
import { remove } from '../stand-in/jobs/removal';
import type { ClusterClient } from './cluster-client';
import { buildManifests } from './manifests';
import { ownedNamespace } from './namespace';
import { resolveSettings } from './options';

const namespaceDeadlineMs = 60_000;

/** Removes the whole namespace when it was created for the stand-in, otherwise only the objects of the stand-in. */
export async function removeStandIn(client: ClusterClient): Promise<void> {
  const { core, namespace } = client;
  const list = await call(client, 'list Namespaces', () => core.listNamespace(selectNamespace(namespace)));
  if (list.items.some(isOwned)) {
    await deleteIfPresent(client, `delete Namespace ${namespace}`, () => core.deleteNamespace({ name: namespace }));
    await waitUntilNamespaceGone(client);
  } else {
    await removeOwnObjects(client);
    await removeServerObjects(client);
  }
}

/** The server is removed before its rights, so that it does not fail meanwhile. */
async function removeOwnObjects(client: ClusterClient): Promise<void> {
  const objects = KubernetesObjectApi.makeApiClient(client.config);
  const { namespace } = client;
  for (const object of buildManifests(resolveSettings({ namespace }), '').reverse() as KubernetesObject[]) {
    await deleteIfPresent(client, `delete ${object.kind} ${object.metadata?.name}`, () =>
      objects.delete(object, undefined, undefined, undefined, undefined, 'Background'),
    );
  }
}

async function removeServerObjects(client: ClusterClient): Promise<void> {
  const { batch, core, namespace } = client;
  const query = { namespace, labelSelector: partOfSelector };
  const [jobs, services, configMaps] = await Promise.all([
    call(client, 'list Jobs', () => batch.listNamespacedJob(query)),
    call(client, 'list Services', () => core.listNamespacedService(query)),
    call(client, 'list ConfigMaps', () => core.listNamespacedConfigMap(query)),
  ]);
  const names = (items: readonly KubernetesObject[]) => items.map(({ metadata }) => metadata?.name ?? '');
  await remove(client, [
    ...names(jobs.items).map((name) => ({ kind: 'Job' as const, name })),
    ...names(services.items).map((name) => ({ kind: 'Service' as const, name })),
  ]);
  for (const name of [...names(configMaps.items), dataSourceConfigMap]) {
    await deleteIfPresent(client, `delete ConfigMap ${name}`, () =>
      core.deleteNamespacedConfigMap({ name, namespace }),
    );
  }
}

/** Resolves when the namespace no longer exists. Throws at the deadline. */
async function waitUntilNamespaceGone({ core, namespace, ...client }: ClusterClient): Promise<void> {
  const gone = Promise.withResolvers<void>();
  const done = new AbortController();
  const signal = AbortSignal.any([client.signal, done.signal, AbortSignal.timeout(namespaceDeadlineMs)]);
  signal.addEventListener('abort', () => gone.reject(describeRemaining(namespace)), { once: true });
  try {
    await follow<V1Namespace>(
      { core, namespace, ...client, signal },
      {
        path: '/api/v1/namespaces',
        selectors: selectNamespace(namespace),
        list: () => core.listNamespace(selectNamespace(namespace)),
        onSnapshot: (items) => items.length === 0 && gone.resolve(),
        onChange: (type) => type === 'DELETED' && gone.resolve(),
      },
    );
    await gone.promise;
  } finally {
    done.abort();
  }
}

function describeRemaining(namespace: string): Error {
  return new Error(
    `namespace ${namespace} still exists ${namespaceDeadlineMs} ms after its deletion; kubectl describe namespace ${namespace} shows what holds it`,
  );
}

function selectNamespace(namespace: string): { fieldSelector: string } {
  return { fieldSelector: `metadata.name=${namespace}` };
}

function isOwned({ metadata }: V1Namespace): boolean {
  return Object.entries(ownedNamespace).every(([label, value]) => metadata?.labels?.[label] === value);
}
