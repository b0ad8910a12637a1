// What one job requests with all its pods.
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterObserver } from '../../cluster/watch/cluster-observer';
import { jobIdOf } from '../../jobs/object-names';
import type { Amounts } from '../capacity-record';
import { add, requestsOf } from './amounts';

/** Of the job among these that had the most pods, those that are gone included; empty when none had any. */
export function requestsOfOneJob(observer: ClusterObserver, jobIds: ReadonlySet<string>): Amounts {
  const pods = observer.pods.histories().flatMap((changes) => changes.at(-1)?.object ?? []);
  const byJob = Map.groupBy(pods, (pod) => jobIdOf(pod.metadata?.name ?? '') ?? '');
  const own = [...byJob].filter(([jobId]) => jobIds.has(jobId)).map(([, podsOfJob]) => podsOfJob);
  const most = own.reduce((best: readonly V1Pod[], each) => (each.length > best.length ? each : best), []);
  return most.map(requestsOf).reduce(add, {});
}
