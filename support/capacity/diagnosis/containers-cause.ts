// Containers that end by themselves: killed because of their memory usage, or with an error.
import type { CapacityJob } from '../capacity-record';
import { formatAmount, formatGroupedCount, toQuotable } from '../figures';
import type { Judge } from './cause';
import { describeNodes, quoteTexts } from './evidence';
import type { Facts } from './facts';

export const judgeContainers: Judge = (facts) => {
  const jobs = facts.missing.filter((job) => findDeath(job) !== undefined);
  const [first] = jobs;
  if (first === undefined)
    return { because: 'no container of a missing job ended with an error, was OOMKilled or restarted' };
  const kinds = [...Map.groupBy(jobs, (job) => findDeath(job) ?? '')].sort(
    ([, left], [, right]) => right.length - left.length,
  );
  const [worst = ''] = kinds[0] ?? [];
  return {
    confidence: 'high',
    jobs,
    summary: `Containers dying: ${kinds.map(([kind, { length }]) => `${length} ${kind}`).join(', ')}`,
    evidence: [
      ...kinds
        .slice(0, 3)
        .map(([kind, [example]]) => `${kind}: job ${example?.number} (pod ${toQuotable(example?.pod?.name ?? '')})`),
      ...describeNodes(jobs),
      ...quoteTexts(jobs.flatMap(listTroubles)),
    ],
    immediateAction: describeAction(worst, jobs.length, facts),
    nextStep: `Read the log of such a container: kubectl logs ${first.pod?.restarts ? '--previous ' : ''}${toQuotable(first.pod?.name ?? '')}`,
  };
};

/** Such as `OOMKilled` or `ended with exit code 1`; undefined for a container that runs, that succeeded, or that was stopped because its pod was deleted. */
export function findDeath({ pod, events }: CapacityJob): string | undefined {
  if (pod === undefined) return undefined;
  const { end, trouble = '', vanished } = pod;
  if (events.some(({ reason }) => reason === 'Evicted')) return undefined;
  if (end?.reason === 'OOMKilled') return 'OOMKilled';
  if (end !== undefined && end.exitCode !== 0 && !(vanished && stopped.has(end.exitCode)))
    return `ended with exit code ${end.exitCode}`;
  if (/CrashLoopBackOff/.test(trouble)) return 'CrashLoopBackOff';
  const backOff = events.some(
    ({ reason, message }) => reason === 'BackOff' && /restarting failed container/.test(message),
  );
  return backOff ? 'CrashLoopBackOff' : undefined;
}

/** By SIGKILL and by SIGTERM, as the kubelet stops a container. */
const stopped = new Set([137, 143]);

function listTroubles({ pod, events }: CapacityJob): string[] {
  const warnings = events
    .filter(({ reason }) => /^(BackOff|OOMKilling|Failed)$/.test(reason))
    .map(({ message }) => message);
  return pod?.trouble === undefined ? warnings : [pod.trouble, ...warnings];
}

function describeAction(kind: string, count: number, { record: { plan, perJob } }: Facts): string {
  const of = `${count} of ${formatGroupedCount(plan.target, 'job')}`;
  if (kind !== 'OOMKilled') return `repair the container of the job: ${of} did not last (${kind})`;
  const requested = perJob.memory === undefined ? '' : ` (a job requests ${formatAmount('memory', perJob.memory)})`;
  return `raise the memory limit of the job's container: ${of} reached it${requested}`;
}
