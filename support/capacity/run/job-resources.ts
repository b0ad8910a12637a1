// The resource requests of one job with all its pods.
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterObserver } from '../../cluster/watch/cluster-observer';
import { readJobId } from '../../jobs/object-names';
import type { Amounts } from '../capacity-record';
import { add, sumRequests } from './amounts';

/** The requests of that one of these jobs that had the most pods, deleted pods included; empty if none had a pod. */
export function measureJobRequests(observer: ClusterObserver, jobIds: ReadonlySet<string>): Amounts {
  const pods = observer.pods.listHistories().flatMap((changes) => changes.at(-1)?.object ?? []);
  const byJob = Map.groupBy(pods, (pod) => readJobId(pod.metadata?.name ?? '') ?? '');
  const own = [...byJob].filter(([jobId]) => jobIds.has(jobId)).map(([, podsOfJob]) => podsOfJob);
  const most = own.reduce((best: readonly V1Pod[], each) => (each.length > best.length ? each : best), []);
  return most.map(sumRequests).reduce(add, {});
}
