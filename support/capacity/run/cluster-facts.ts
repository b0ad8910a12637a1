// What a capacity run reads from the cluster once: quotas, ports in use, the server's log, and the events of the jobs.
import type { CoreV1Event, V1Service } from '@kubernetes/client-node';
import { findEvents, type ObjectEvent } from '../../cluster/readings/events';
import { readLog } from '../../cluster/readings/logs';
import type { ClusterConnection } from '../../cluster/transport/connection';
import { isKubernetesError } from '../../cluster/transport/kubernetes-error';
import type { ClusterObserver } from '../../cluster/watch/cluster-observer';
import { readStreamJobId } from '../../jobs/object-names';
import { toSafeText } from '../../redaction/known-secrets';
import type { CapacityQuota } from '../capacity-record';
import { readAmounts } from './amounts';

const maxEventsPerJob = 20;
const mostLogLines = 50;
const longestLine = 300;
const mostLogBytes = 4 * 1024 * 1024;

/** Words in a server's log that indicate a limit. */
const trouble =
  /\b(WARN(ING)?|ERROR|FATAL|CRITICAL)\b|\b429\b|throttl|too many|exhaust|exceeded|refus|timed? ?out|no free/i;

export async function readQuotas({ core, namespace }: ClusterConnection): Promise<CapacityQuota[]> {
  const { items } = await core.listNamespacedResourceQuota({ namespace });
  return items.map(({ metadata, status, spec }) => ({
    name: metadata?.name ?? '',
    hard: readAmounts(status?.hard ?? spec?.hard),
    used: readAmounts(status?.used),
  }));
}

/** The number of NodePorts that Services hold: in all namespaces, or in the run's own if the suite may not read the others. */
export async function countNodePorts({ core, namespace }: ClusterConnection): Promise<number> {
  try {
    return countPorts((await core.listServiceForAllNamespaces()).items);
  } catch (error) {
    if (!isKubernetesError(error, 'forbidden')) throw error;
    return countPorts((await core.listNamespacedService({ namespace })).items);
  }
}

/** Lines of the server's log since then that report problems, with their number, the most frequent first. */
export async function readServerTrouble(
  cluster: ClusterConnection,
  pods: readonly string[],
  since: Date,
): Promise<string[]> {
  const logs = await Promise.all(
    pods.map((pod) => readLog(cluster, pod, { tailLines: 'all', sinceTime: since, maxBytes: mostLogBytes })),
  );
  const lines = logs.flatMap(({ text }) => text.split('\n')).filter((line) => trouble.test(line));
  const alike = Map.groupBy(lines, (line) => line.replace(/\d+/g, '#'));
  return [...alike.values()]
    .sort((left, right) => right.length - left.length)
    .slice(0, mostLogLines)
    .map((same) => `${same.length > 1 ? `${same.length} times: ` : ''}${shortenLine(toSafeText(same[0] ?? ''))}`);
}

function shortenLine(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}…`;
}

/** The events of each job's streaming Job and pod, by job id; those of its cleanup Job are left out. */
export function groupEventsByJob(observer: ClusterObserver): ReadonlyMap<string, readonly ObjectEvent[]> {
  const events = observer.events.listObjects();
  const grouped = Map.groupBy(events, ({ involvedObject }) => readStreamJobId(involvedObject.name ?? ''));
  return new Map([...grouped].flatMap(([jobId, own]) => (jobId === undefined ? [] : [[jobId, readJobEvents(own)]])));
}

function readJobEvents(events: readonly CoreV1Event[]): ObjectEvent[] {
  const uids = [...new Set(events.map(({ involvedObject }) => involvedObject.uid ?? ''))];
  const all = uids.flatMap((uid) => findEvents(events, uid));
  return all.toSorted((left, right) => left.firstTime.getTime() - right.firstTime.getTime()).slice(-maxEventsPerJob);
}

function countPorts(services: readonly V1Service[]): number {
  return services.flatMap(({ spec }) => spec?.ports ?? []).filter(({ nodePort }) => nodePort !== undefined).length;
}
