// Connections that were refused, reset or lost: to the Focus Server, and to the ports of its jobs.
import type { CapacityJob } from '../capacity-record';
import { countText, quotable } from '../figures';
import type { Judge } from './cause';
import { deathOf } from './containers-cause';
import { between, quotes } from './evidence';
import { type Facts, wasCutOff } from './facts';
import { wasRemoved } from './idle-cause';

const words = {
  refused: 'refused',
  lost: 'reset or closed before the answer was complete',
  unroutable: 'not routable',
} as const;
type Kind = keyof typeof words;

export const judgeConnections: Judge = (facts) => {
  const calls = facts.missing.filter((job) => kindOf(job) !== undefined);
  const ports = facts.missing.filter((job) => portFailed(job, facts));
  const jobs = [...calls, ...ports];
  if (jobs.length === 0) return { because: clearance(facts) };
  const groups = [...Map.groupBy(calls, (job) => kindOf(job) ?? 'lost')];
  const kinds = groups.sort(([, left], [, right]) => right.length - left.length);
  const told = [
    ...kinds.map(([kind, { length }]) => `${countText(length, 'request')} ${words[kind]}`),
    ...(ports.length > 0 ? [`${countText(ports.length, 'port')} of Ready pods not answering`] : []),
  ];
  return {
    confidence: calls.length > 0 ? 'high' : 'medium',
    jobs,
    summary: `Connections lost: ${told.join(', ')}`,
    evidence: [
      ...quotes([...calls.map(({ callFailure }) => callFailure?.text ?? ''), ...ports.map(({ reason }) => reason)]),
      ...(calls.length > 0
        ? [`they failed ${between(calls.map(({ answeredMs, askedMs, dueMs }) => answeredMs ?? askedMs ?? dueMs))}`]
        : []),
      ...facts.record.serverChanges.map((change) => `server: ${quotable(change)}`),
    ],
    immediateAction: calls.length > 0 ? callAction(calls.length, facts) : portAction(ports.length, facts),
    nextStep:
      facts.record.serverChanges.length > 0
        ? 'The server changed during the run: see why its pod restarted or was replaced.'
        : 'Look at the connection limits of what stands between: listen backlog, ingress, load balancer, conntrack.',
  };
};

function kindOf({ callFailure }: CapacityJob): Kind | undefined {
  const kind = callFailure?.kind;
  return kind !== undefined && kind in words ? (kind as Kind) : undefined;
}

/** Its pod was Ready, but its port did not answer, or no more, though the pod was there. */
function portFailed(job: CapacityJob, { record }: Facts): boolean {
  const { pod, readySeenMs, aliveFromMs, aliveUntilMs } = job;
  if (
    pod === undefined ||
    readySeenMs === undefined ||
    wasCutOff(job, record) ||
    deathOf(job) !== undefined ||
    wasRemoved(job)
  )
    return false;
  const isThere = record.nodes.every(({ name, ready }) => ready || name !== pod.node);
  return isThere && (aliveFromMs === undefined || aliveUntilMs !== undefined);
}

function callAction(count: number, { record: { plan } }: Facts): string {
  return `let the Focus Server take ${countText(plan.target, 'request')} with ${plan.workers} at once: ${countText(count, 'connection')} too many for it`;
}

function portAction(count: number, { record: { plan } }: Facts): string {
  return `mend the way to the jobs' ports: ${count} of ${countText(plan.target, 'port')} do not answer`;
}

function clearance({ record: { jobs } }: Facts): string {
  return `${countText(jobs.length, 'request')}, none was refused, reset or lost, and every port of a Ready pod answered`;
}
