// Connections that were refused, reset or lost: to the Focus Server, and to the ports of its jobs.
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, toQuotable } from '../figures';
import type { Judge } from './cause';
import { findDeath } from './containers-cause';
import { describeTimes, quoteTexts } from './evidence';
import { type Facts, wasCutOff } from './facts';
import { wasRemoved } from './idle-cause';

const words = {
  refused: 'refused',
  lost: 'reset or closed before the answer was complete',
  unroutable: 'not routable',
} as const;
type Kind = keyof typeof words;

export const judgeConnections: Judge = (facts) => {
  const calls = facts.missing.filter((job) => classify(job) !== undefined);
  const ports = facts.missing.filter((job) => portFailed(job, facts));
  const jobs = [...calls, ...ports];
  if (jobs.length === 0) return { because: describeClearance(facts) };
  const groups = [...Map.groupBy(calls, (job) => classify(job) ?? 'lost')];
  const kinds = groups.sort(([, left], [, right]) => right.length - left.length);
  const parts = [
    ...kinds.map(([kind, { length }]) => `${formatGroupedCount(length, 'request')} ${words[kind]}`),
    ...(ports.length > 0 ? [`${formatGroupedCount(ports.length, 'port')} of Ready pods not answering`] : []),
  ];
  return {
    confidence: calls.length > 0 ? 'high' : 'medium',
    jobs,
    summary: `Connections lost: ${parts.join(', ')}`,
    evidence: [
      ...quoteTexts([...calls.map(({ callFailure }) => callFailure?.text ?? ''), ...ports.map(({ reason }) => reason)]),
      ...(calls.length > 0
        ? [`they failed ${describeTimes(calls.map(({ answeredMs, sentMs, dueMs }) => answeredMs ?? sentMs ?? dueMs))}`]
        : []),
      ...facts.record.serverChanges.map((change) => `server: ${toQuotable(change)}`),
    ],
    immediateAction:
      calls.length > 0 ? describeCallAction(calls.length, facts) : describePortAction(ports.length, facts),
    nextStep:
      facts.record.serverChanges.length > 0
        ? 'The server changed during the run: see why its pod restarted or was replaced.'
        : 'Check the connection limits between suite and server: listen backlog, ingress, load balancer, conntrack.',
  };
};

function classify({ callFailure }: CapacityJob): Kind | undefined {
  const kind = callFailure?.kind;
  return kind !== undefined && kind in words ? (kind as Kind) : undefined;
}

/** Its pod was Ready, but its port did not answer, or stopped answering although the pod existed. */
function portFailed(job: CapacityJob, { record }: Facts): boolean {
  const { pod, readySeenMs, aliveFromMs, aliveUntilMs } = job;
  if (
    pod === undefined ||
    readySeenMs === undefined ||
    wasCutOff(job, record) ||
    findDeath(job) !== undefined ||
    wasRemoved(job)
  )
    return false;
  const isThere = record.nodes.every(({ name, ready }) => ready || name !== pod.node);
  return isThere && (aliveFromMs === undefined || aliveUntilMs !== undefined);
}

function describeCallAction(count: number, { record: { plan } }: Facts): string {
  return `let the Focus Server take ${formatGroupedCount(plan.target, 'request')} with ${plan.workers} at once: ${formatGroupedCount(count, 'connection')} too many for it`;
}

function describePortAction(count: number, { record: { plan } }: Facts): string {
  return `repair the network path to the jobs' ports: ${count} of ${formatGroupedCount(plan.target, 'port')} do not answer`;
}

function describeClearance({ record: { jobs } }: Facts): string {
  return `${formatGroupedCount(jobs.length, 'request')}, none was refused, reset or lost, and every port of a Ready pod answered`;
}
