// What a fault of the server does in the cluster beside its jobs.
import { type ApiClient, createIfAbsent } from '../api-server/client';
import { findJobs } from '../jobs/find-jobs';
import { partOfLabel } from '../jobs/job';
import { listRemovals, type Removal, remove } from '../jobs/removal';

/** Removes objects of the jobs that a starting server finds; by default all of them. Throws `ApiServerError`. */
export async function removeFoundJobs(
  client: ApiClient,
  kinds: readonly Removal['kind'][] = ['Job', 'Service'],
): Promise<void> {
  for (const { id } of await findJobs(client)) {
    await remove(
      client,
      listRemovals(id).filter(({ kind }) => kinds.includes(kind)),
    );
  }
}

/**
 * Creates an empty ConfigMap unless it exists. Resolves to whether it was created: a container that was restarted finds it.
 * Throws `ApiServerError`.
 */
export function createMarker(client: ApiClient, name: string): Promise<boolean> {
  const { core, namespace } = client;
  const body = { metadata: { name, labels: partOfLabel } };
  return createIfAbsent(client, `create ConfigMap ${name}`, () => core.createNamespacedConfigMap({ namespace, body }));
}

/** Removes every Service that holds a NodePort. */
export async function removePortHolders({ core, namespace }: ApiClient, nodePort: number): Promise<void> {
  const { items } = await core.listNamespacedService({ namespace });
  for (const { metadata, spec } of items) {
    if (spec?.ports?.some((port) => port.nodePort === nodePort)) {
      await core.deleteNamespacedService({ namespace, name: metadata?.name ?? '' });
    }
  }
}
