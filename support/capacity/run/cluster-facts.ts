// What a capacity run reads of the cluster once: quotas, ports in use, the server's own words, and the events of the jobs.
import type { CoreV1Event, V1Service } from '@kubernetes/client-node';
import { findEvents, type ObjectEvent } from '../../cluster/readings/events';
import { readLog } from '../../cluster/readings/logs';
import type { ClusterConnection } from '../../cluster/transport/connection';
import { isKubernetesError } from '../../cluster/transport/kubernetes-error';
import type { ClusterObserver } from '../../cluster/watch/cluster-observer';
import { streamJobIdOf } from '../../jobs/object-names';
import { toSafeText } from '../../redaction/known-secrets';
import type { CapacityQuota } from '../capacity-record';
import { amountsOf } from './amounts';

const mostEventsOfJob = 20;
const mostLogLines = 50;
const longestLine = 300;
const mostLogBytes = 4 * 1024 * 1024;

/** Words by which a server's log speaks of what holds it back. */
const trouble =
  /\b(WARN(ING)?|ERROR|FATAL|CRITICAL)\b|\b429\b|throttl|too many|exhaust|exceeded|refus|timed? ?out|no free/i;

export async function readQuotas({ core, namespace }: ClusterConnection): Promise<CapacityQuota[]> {
  const { items } = await core.listNamespacedResourceQuota({ namespace });
  return items.map(({ metadata, status, spec }) => ({
    name: metadata?.name ?? '',
    hard: amountsOf(status?.hard ?? spec?.hard),
    used: amountsOf(status?.used),
  }));
}

/** NodePorts that Services hold: of all namespaces, or of the run's own where the suite may not see the others. */
export async function countNodePorts({ core, namespace }: ClusterConnection): Promise<number> {
  try {
    return nodePortsOf((await core.listServiceForAllNamespaces()).items);
  } catch (error) {
    if (!isKubernetesError(error, 'forbidden')) throw error;
    return nodePortsOf((await core.listNamespacedService({ namespace })).items);
  }
}

/** Lines that the server's pods wrote since then and that speak of trouble, with how often, most frequent first. */
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
    .map((same) => `${same.length > 1 ? `${same.length} times: ` : ''}${excerpt(toSafeText(same[0] ?? ''))}`);
}

function excerpt(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}…`;
}

/** The events of the streaming side of each job, by job id; those of its cleanup Job are left out. */
export function eventsByJob(observer: ClusterObserver): ReadonlyMap<string, readonly ObjectEvent[]> {
  const events = observer.events.objects();
  const grouped = Map.groupBy(events, ({ involvedObject }) => streamJobIdOf(involvedObject.name ?? ''));
  return new Map([...grouped].flatMap(([jobId, own]) => (jobId === undefined ? [] : [[jobId, eventsOfJob(own)]])));
}

function eventsOfJob(events: readonly CoreV1Event[]): ObjectEvent[] {
  const uids = [...new Set(events.map(({ involvedObject }) => involvedObject.uid ?? ''))];
  const all = uids.flatMap((uid) => findEvents(events, uid));
  return all.toSorted((left, right) => left.firstTime.getTime() - right.firstTime.getTime()).slice(-mostEventsOfJob);
}

function nodePortsOf(services: readonly V1Service[]): number {
  return services.flatMap(({ spec }) => spec?.ports ?? []).filter(({ nodePort }) => nodePort !== undefined).length;
}
