// Steers where the Focus Server's live data come from, where the environment has a switch for it: a ConfigMap that its data source obeys.
import type { V1ConfigMap } from '@kubernetes/client-node';
import { z } from 'zod';
import type { ClusterConnection } from '../cluster/transport/connection';
import { isKubernetesError } from '../cluster/transport/kubernetes-error';
import { createSuiteLabels, deleteIfPresent } from '../cluster/transport/suite-objects';

export type LiveData = 'flowing' | 'waiting for fiber';

const name = 'focus-data-source';
/** Holds what the switch was like before a run changed it, so that it can be restored even after a run that was killed. */
const beforeAnnotation = 'focus-server-acceptance/before';

const beforeSchema = z.object({
  labels: z.record(z.string(), z.string()),
  data: z.record(z.string(), z.string()),
});

/**
 * Switches live data for a run; the server follows a moment later. The returned function gives the switch back as it was found.
 * @throws KubernetesError
 */
export async function switchLiveData(
  cluster: ClusterConnection,
  live: LiveData,
  runId: string,
): Promise<() => Promise<void>> {
  const { namespace, core } = cluster;
  const found = await find(cluster);
  const switched: V1ConfigMap = {
    metadata: { name, labels: { ...found?.metadata?.labels, ...createSuiteLabels(runId) } },
    data: { ...found?.data, live },
  };
  if (found === undefined) {
    await core.createNamespacedConfigMap({ namespace, body: switched });
    return () => restoreLiveData(cluster, switched);
  }
  const before = found.metadata?.annotations?.[beforeAnnotation] ?? readText(found);
  const body = { ...switched, metadata: { ...switched.metadata, annotations: { [beforeAnnotation]: before } } };
  await core.replaceNamespacedConfigMap({ namespace, name, body });
  return () => restoreLiveData(cluster, body);
}

/** Gives a switch back as it was before a run took it: removes it where there was none. @throws KubernetesError */
export async function restoreLiveData({ namespace, core }: ClusterConnection, switched: V1ConfigMap): Promise<void> {
  const before = switched.metadata?.annotations?.[beforeAnnotation];
  const own = switched.metadata?.name ?? '';
  if (before === undefined) return await deleteIfPresent(core.deleteNamespacedConfigMap({ namespace, name: own }));
  const { labels, data } = beforeSchema.parse(JSON.parse(before));
  await core.replaceNamespacedConfigMap({ namespace, name: own, body: { metadata: { name: own, labels }, data } });
}

function readText({ metadata, data = {} }: V1ConfigMap): string {
  return JSON.stringify({ labels: metadata?.labels ?? {}, data } satisfies z.infer<typeof beforeSchema>);
}

async function find({ namespace, core }: ClusterConnection): Promise<V1ConfigMap | undefined> {
  try {
    return await core.readNamespacedConfigMap({ namespace, name });
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return undefined;
    throw error;
  }
}
