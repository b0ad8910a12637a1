// A ResourceQuota under which one part of the next job cannot be created.
import type { V1ResourceQuota } from '@kubernetes/client-node';
import { compareQuantities, parseQuantity, toNumber } from '../cluster/readings/quantity';
import type { ClusterConnection } from '../cluster/transport/connection';
import { createSuiteLabels, deleteIfPresent } from '../cluster/transport/suite-objects';
import { poll } from '../common/poll';
import type { JobPart } from './job-part';

export interface QuotaOptions {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Until the cluster has taken the quota into account. */
  readonly withinMs: number;
}

/** What a quota counts for each part, and how many more of it may be made before the part: a job is two Jobs, of which the cleanup Job comes second. */
const limited: Readonly<Record<JobPart, { readonly resource: string; readonly more: number }>> = {
  Service: { resource: 'count/services', more: 0 },
  'cleanup Job': { resource: 'count/jobs.batch', more: 1 },
  pod: { resource: 'count/pods', more: 0 },
};

/** Far above what a namespace holds: such a quota counts, but forbids nothing. */
const unlimited = '1000000';

/** The name of this run's quota. */
function formatQuotaName(runId: string): string {
  return `focus-server-acceptance-${runId}`;
}

/**
 * Sets the quota and resolves once the cluster keeps it: first one that only counts, then the limit, as high as what it has counted.
 * Nobody else may create such objects meanwhile. The caller lifts it.
 * @throws KubernetesError, Error when the cluster does not count in time
 */
export async function forbidNext(part: JobPart, { cluster, runId, signal, withinMs }: QuotaOptions): Promise<void> {
  const { core, namespace } = cluster;
  const { resource, more } = limited[part];
  const name = formatQuotaName(runId);
  const body = (hard: string): V1ResourceQuota => ({
    metadata: { name, labels: createSuiteLabels(runId) },
    spec: { hard: { [resource]: hard } },
  });
  const counted = (hard: string) =>
    poll(`the quota ${name} to count ${resource}`, { withinMs, everyMs: 50, signal }, async () => {
      const { status } = await core.readNamespacedResourceQuota({ name, namespace });
      const [kept, used] = [status?.hard?.[resource], status?.used?.[resource]];
      const isKept = kept !== undefined && compareQuantities(kept, hard) === 0;
      if (isKept && used !== undefined) return { value: toNumber(parseQuantity(used)) };
      return { seen: `its status is hard ${kept ?? 'nothing'}, used ${used ?? 'nothing'}` };
    });
  await core.createNamespacedResourceQuota({ namespace, body: body(unlimited) });
  const limit = String((await counted(unlimited)) + more);
  await core.replaceNamespacedResourceQuota({ name, namespace, body: body(limit) });
  await counted(limit);
}

/** Removes the quota; one that is gone is no error. @throws KubernetesError */
export async function liftQuota({ core, namespace }: ClusterConnection, runId: string): Promise<void> {
  await deleteIfPresent(core.deleteNamespacedResourceQuota({ name: formatQuotaName(runId), namespace }));
}
