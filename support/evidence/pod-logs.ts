// The last lines that the pods of a scenario's jobs and the Focus Server itself have logged.
import type { V1Pod } from '@kubernetes/client-node';
import { readLog } from '../cluster/readings/logs';
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import { compareField } from '../cluster/watch/mismatch';
import { waitUntil } from '../cluster/watch/wait';
import { toMessageChain } from '../common/errors';
import { isJobPod } from '../jobs/object-names';
import type { Subjects } from './subjects';

export interface LogSource {
  readonly observer: ClusterObserver;
  readonly cluster: ClusterConnection;
  readonly serverLabels: Readonly<Record<string, string>>;
}

const tailLines = 60;
const startedWithinMs = 2_000;

/** The logs as text; of a pod that is gone or whose log cannot be read, the reason. */
export async function readLogs(source: LogSource, { jobs }: Subjects, signal: AbortSignal): Promise<string> {
  const { observer, cluster, serverLabels } = source;
  const pods = observer.pods.listObjects();
  const ofServer = pods.filter(({ metadata }) =>
    Object.entries(serverLabels).every(([key, value]) => metadata?.labels?.[key] === value),
  );
  const ofJobs = pods.filter((pod) => jobs.some(({ names }) => isJobPod(names, pod)));
  const withoutPod = jobs.filter(({ names }) => !ofJobs.some((pod) => isJobPod(names, pod)));
  await Promise.all(ofJobs.filter(isStarting).map((pod) => waitUntilStarted(observer, pod, signal)));
  const tails = await Promise.all([...ofJobs, ...ofServer].map((pod) => readTail(cluster.scoped(signal), pod)));
  return [
    ...tails,
    ...withoutPod.map(({ jobId }) => `--- job ${jobId}\nit has no pod now, so no log can be read`),
  ].join('\n');
}

/** A pod that has a node and whose containers are being created has a log in a moment; one that hangs or waits for something else is not waited for. */
function isStarting({ spec, status }: V1Pod): boolean {
  const reasons = (status?.containerStatuses ?? []).map(({ state }) => state?.waiting?.reason ?? 'ContainerCreating');
  const creating = reasons.every((reason) => reason === 'ContainerCreating' || reason === 'PodInitializing');
  return spec?.nodeName !== undefined && status?.phase === 'Pending' && creating;
}

async function waitUntilStarted(observer: ClusterObserver, pod: V1Pod, signal: AbortSignal): Promise<void> {
  const { uid, name } = identify(pod);
  const started = {
    what: `the containers of pod ${name} to be started`,
    select: (candidate: V1Pod) => identify(candidate).uid === uid,
    check: ({ status }: V1Pod) =>
      compareField('status.phase', 'not Pending', status?.phase === 'Pending' ? 'Pending' : 'not Pending'),
  };
  // Whether it starts is not judged here; the log then reports why there is none.
  await waitUntil(observer.pods, { ...started, withinMs: startedWithinMs, signal }).catch(() => undefined);
}

async function readTail(cluster: ClusterConnection, { metadata }: V1Pod): Promise<string> {
  const name = metadata?.name ?? '';
  try {
    return `--- ${name}\n${(await readLog(cluster, name, { tailLines })).text}`;
  } catch (error) {
    return `--- ${name}\nits log could not be read: ${toMessageChain(error)}`;
  }
}
