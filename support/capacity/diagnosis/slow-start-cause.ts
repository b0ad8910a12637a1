// Pods that were not Ready in time although nothing was refused, and the phase of their start that took the time.
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import { formatGroupedCount, formatMeasuredTime, formatNumber } from '../figures';
import type { Judge, SlowPhase } from './cause';
import { findDeath } from './containers-cause';
import { computeMedian, createNotJudged, describeNodes, quoteTexts } from './evidence';
import { type Facts, wasCutOff } from './facts';
import { wasRemoved } from './idle-cause';
import { findLateJobs } from './late-jobs';
import { listNetworkFailures } from './network-cause';
import { listRefusalTexts } from './refusals';
import { computePhaseTime, createSlowestPhaseFinder, type PhaseTime, slowPhases } from './start-phases';

/** The name of each phase, and how to make it shorter. */
const phases: Readonly<Record<SlowPhase, { readonly name: string; readonly doing: string; readonly remedy: string }>> =
  {
    scheduler: {
      name: 'the scheduler',
      doing: 'finding a node',
      remedy: "See the scheduler's log and its metric scheduler_pending_pods.",
    },
    image: {
      name: 'the image',
      doing: 'pulling the image',
      remedy:
        'Pull the image to the nodes in advance (with a DaemonSet and imagePullPolicy IfNotPresent), or use a registry near to them.',
    },
    container: {
      name: 'the container',
      doing: 'starting the container on its node',
      remedy: "See the kubelet's log and the load of the node: sandbox, volumes and start of the container.",
    },
    probe: {
      name: 'the readiness probe',
      doing: 'becoming Ready once started',
      remedy: "Read the log of the job's container for what it does before it serves.",
    },
  };

export const judgeSlowStart: Judge = (facts) => {
  const named = new Set([...facts.unplaced.map(({ job }) => job), ...facts.missing.filter(isWithoutNetwork)]);
  const stuck = facts.missing.filter((job) => !named.has(job) && isStuck(job, facts));
  const jobs = [...stuck, ...findLateJobs(facts).byStart];
  if (jobs.length === 0) return describeClearance(facts);
  const findPhase = createSlowestPhaseFinder(facts.record);
  const groups = Map.groupBy(jobs, findPhase);
  const ordered = slowPhases
    .filter((phase) => groups.has(phase))
    .sort((left, right) => countJobs(groups, right) - countJobs(groups, left));
  const [phase = 'container'] = ordered;
  const { name, remedy } = phases[phase];
  const others = ordered.slice(1).map((other) => `${countJobs(groups, other)} by ${phases[other].name}`);
  const { plan } = facts.record;
  return {
    confidence: computeSlowMs(phase, groups, facts) === undefined ? 'low' : 'high',
    phase,
    jobs,
    summary: `Slow start of pods: ${formatGroupedCount(jobs.length, 'pod')} not Ready in time, held up by ${[name, ...others].join(', ')}`,
    evidence: [
      ...ordered.map(
        (each) => `${formatGroupedCount(countJobs(groups, each), 'pod')}: ${describeTimes(each, groups, facts)}`,
      ),
      ...describeNodes(jobs),
      ...quoteTexts(jobs.flatMap(describeLastWarning)),
    ],
    immediateAction: `let ${formatGroupedCount(jobs.length + facts.notDue, 'job')} of ${formatNumber(plan.target)} start faster: ${describeTimes(phase, groups, facts)}; a job has ${formatMeasuredTime(plan.aliveWithinMs)} to be alive${describeExcess(computeSlowMs(phase, groups, facts), plan.aliveWithinMs)}`,
    nextStep: remedy,
  };
};

/** Nothing refused it and nothing ended it: it is still starting. */
function isStuck(job: CapacityJob, facts: Facts): boolean {
  const { answer, pod, readySeenMs } = job;
  if (answer?.status !== 200 || wasCutOff(job, facts.record)) return false;
  if (readySeenMs !== undefined || findDeath(job) !== undefined || wasRemoved(job)) return false;
  if (pod === undefined) return listRefusalTexts({ ...job, answer }).length === 0 && job.class === 'pending';
  const isAway = facts.record.nodes.some(({ name, ready }) => !ready && name === pod.node);
  return !isAway && !pod.vanished && (pod.phase === 'Pending' || pod.phase === 'Running');
}

function isWithoutNetwork(job: CapacityJob): boolean {
  return listNetworkFailures(job).length > 0;
}

type Groups = ReadonlyMap<SlowPhase, readonly CapacityJob[]>;

function countJobs(groups: Groups, phase: SlowPhase): number {
  return groups.get(phase)?.length ?? 0;
}

/** `pulling the image took more than 59.8 s (median), 1.2 s for those in time`: `more than` if the phase was not over at the end. */
function describeTimes(phase: SlowPhase, groups: Groups, { record }: Facts): string {
  const times = listTimes(phase, groups.get(phase) ?? [], record);
  const slow = computeMedian(times.map(({ ms }) => ms));
  const inTime = record.jobs.filter((job) => job.class === 'alive');
  const usual = computeMedian(listTimes(phase, inTime, record).map(({ ms }) => ms));
  const atLeast = times.some(({ isOver }) => !isOver) ? 'more than ' : '';
  const took = slow === undefined ? 'left no trace' : `took ${atLeast}${formatMeasuredTime(slow)} (median)`;
  return `${phases[phase].doing} ${took}${usual === undefined ? '' : `, ${phase === 'image' ? formatWholeSeconds(usual) : formatMeasuredTime(usual)} for those in time`}`;
}

/** In whole seconds, the smallest unit of the cluster's clock. */
function formatWholeSeconds(ms: number): string {
  return ms < 1_000 ? 'less than 1 s' : formatMeasuredTime(ms);
}

function listTimes(phase: SlowPhase, jobs: readonly CapacityJob[], record: CapacityRecord): PhaseTime[] {
  return jobs.flatMap((job) => computePhaseTime(phase, job, record) ?? []);
}

function computeSlowMs(phase: SlowPhase, groups: Groups, { record }: Facts): number | undefined {
  return computeMedian(listTimes(phase, groups.get(phase) ?? [], record).map(({ ms }) => ms));
}

function describeExcess(ms: number | undefined, allowedMs: number): string {
  return ms === undefined || ms <= allowedMs ? '' : `, at least ${formatMeasuredTime(ms - allowedMs)} less`;
}

function describeLastWarning({ events }: CapacityJob): string[] {
  const warning = events.findLast(({ type }) => type === 'Warning');
  return warning === undefined ? [] : [`${warning.reason}: ${warning.message}`];
}

function describeClearance(facts: Facts) {
  const { record } = facts;
  const starts = record.jobs.flatMap(({ answeredMs, readySeenMs }) =>
    answeredMs === undefined || readySeenMs === undefined ? [] : [Math.max(readySeenMs - answeredMs, 0)],
  );
  const usual = computeMedian(starts);
  if (usual === undefined) return createNotJudged('no pod became Ready');
  return {
    because: `no pod without another cause was late; ${formatGroupedCount(starts.length, 'pod')} Ready ${formatMeasuredTime(usual)} after their answer (median)`,
  };
}
