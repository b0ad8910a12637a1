// Takes a deployed stand-in away, with the jobs that its server created.
import { type KubernetesObject, KubernetesObjectApi, type V1Namespace } from '@kubernetes/client-node';
import { call, deleteIfPresent } from '../stand-in/api-server/client';
import { follow } from '../stand-in/api-server/object-watch';
import { dataSourceConfigMap } from '../stand-in/data/data-source';
import { partOfSelector } from '../stand-in/jobs/job';
import { remove } from '../stand-in/jobs/removal';
import type { ClusterClient } from './cluster-client';
import { manifests } from './manifests';
import { ownedNamespace } from './namespace';
import { standInSettings } from './options';

const namespaceDeadlineMs = 60_000;

/** The namespace goes as a whole when it was created for the stand-in; otherwise only what the stand-in brought. */
export async function removeStandIn(client: ClusterClient): Promise<void> {
  const { core, namespace } = client;
  const list = await call(client, 'list Namespaces', () => core.listNamespace(selecting(namespace)));
  if (list.items.some(isOwned)) {
    await deleteIfPresent(client, `delete Namespace ${namespace}`, () => core.deleteNamespace({ name: namespace }));
    await namespaceGone(client);
  } else {
    await removeOwnObjects(client);
    await removeMadeByServer(client);
  }
}

/** The server goes before its rights, so that it cannot fail on the way. */
async function removeOwnObjects(client: ClusterClient): Promise<void> {
  const objects = KubernetesObjectApi.makeApiClient(client.config);
  const { namespace } = client;
  for (const object of manifests(standInSettings({ namespace }), '').reverse() as KubernetesObject[]) {
    await deleteIfPresent(client, `delete ${object.kind} ${object.metadata?.name}`, () =>
      objects.delete(object, undefined, undefined, undefined, undefined, 'Background'),
    );
  }
}

async function removeMadeByServer(client: ClusterClient): Promise<void> {
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
async function namespaceGone({ core, namespace, ...client }: ClusterClient): Promise<void> {
  const gone = Promise.withResolvers<void>();
  const done = new AbortController();
  const signal = AbortSignal.any([client.signal, done.signal, AbortSignal.timeout(namespaceDeadlineMs)]);
  signal.addEventListener('abort', () => gone.reject(lateNamespace(namespace)), { once: true });
  try {
    await follow<V1Namespace>(
      { core, namespace, ...client, signal },
      {
        path: '/api/v1/namespaces',
        selectors: selecting(namespace),
        list: () => core.listNamespace(selecting(namespace)),
        onSnapshot: (items) => items.length === 0 && gone.resolve(),
        onChange: (type) => type === 'DELETED' && gone.resolve(),
      },
    );
    await gone.promise;
  } finally {
    done.abort();
  }
}

function lateNamespace(namespace: string): Error {
  return new Error(
    `namespace ${namespace} still exists ${namespaceDeadlineMs} ms after its deletion; kubectl describe namespace ${namespace} says what holds it`,
  );
}

function selecting(namespace: string): { fieldSelector: string } {
  return { fieldSelector: `metadata.name=${namespace}` };
}

function isOwned({ metadata }: V1Namespace): boolean {
  return Object.entries(ownedNamespace).every(([label, value]) => metadata?.labels?.[label] === value);
}
