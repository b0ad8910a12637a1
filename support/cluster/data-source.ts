// Steers where the Focus Server's live data come from, where the environment has a switch for it: a ConfigMap that its data source obeys.
import type { ClusterConnection } from './connection';
import { isKubernetesError } from './kubernetes-error';

export type LiveData = 'flowing' | 'waiting for fiber';

const name = 'focus-data-source';

/**
 * Switches live data; the server follows a moment later. The returned function gives the switch back as it was found.
 * @throws KubernetesError
 */
export async function steerLiveData(
  { namespace, core }: ClusterConnection,
  live: LiveData,
): Promise<() => Promise<void>> {
  const before = await dataOf({ namespace, core });
  const write = async (data: Record<string, string>) => {
    await core.replaceNamespacedConfigMap({ namespace, name, body: { metadata: { name }, data } });
  };
  if (before === undefined) {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data: { live } } });
    return async () => {
      await core.deleteNamespacedConfigMap({ namespace, name });
    };
  }
  await write({ ...before, live });
  return () => write(before);
}

async function dataOf({
  namespace,
  core,
}: Pick<ClusterConnection, 'namespace' | 'core'>): Promise<Record<string, string> | undefined> {
  try {
    return (await core.readNamespacedConfigMap({ namespace, name })).data ?? {};
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return undefined;
    throw error;
  }
}
