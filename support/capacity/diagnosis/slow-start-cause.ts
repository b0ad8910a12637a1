// Pods that were not Ready in time although nothing was refused, and which phase of their start took the time.
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import { countText, durationText, numberText } from '../figures';
import type { Judge, SlowPhase } from './cause';
import { deathOf } from './containers-cause';
import { medianOf, notJudged, onNodes, quotes } from './evidence';
import { type Facts, wasCutOff } from './facts';
import { wasRemoved } from './idle-cause';
import { lateJobs } from './late-jobs';
import { networkFailures } from './network-cause';
import { refusalTexts } from './refusals';
import { type PhaseTime, phaseTime, slowestPhaseIn, slowPhases } from './start-phases';

/** What each phase is called, and how it is made shorter. */
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
        'Have the image on the nodes before (a DaemonSet that pulls it, imagePullPolicy IfNotPresent), or a registry nearer to them.',
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
  const jobs = [...stuck, ...lateJobs(facts).byStart];
  if (jobs.length === 0) return clearance(facts);
  const phaseOf = slowestPhaseIn(facts.record);
  const groups = Map.groupBy(jobs, phaseOf);
  const ordered = slowPhases
    .filter((phase) => groups.has(phase))
    .sort((left, right) => sizeOf(groups, right) - sizeOf(groups, left));
  const [phase = 'container'] = ordered;
  const { name, remedy } = phases[phase];
  const others = ordered.slice(1).map((other) => `${sizeOf(groups, other)} by ${phases[other].name}`);
  const { plan } = facts.record;
  return {
    confidence: slowMs(phase, groups, facts) === undefined ? 'low' : 'high',
    phase,
    jobs,
    summary: `Slow start of pods: ${countText(jobs.length, 'pod')} not Ready in time, held up by ${[name, ...others].join(', ')}`,
    evidence: [
      ...ordered.map((each) => `${countText(sizeOf(groups, each), 'pod')}: ${timesText(each, groups, facts)}`),
      ...onNodes(jobs),
      ...quotes(jobs.flatMap(lastWarning)),
    ],
    immediateAction: `let ${countText(jobs.length + facts.notDue, 'job')} of ${numberText(plan.target)} start faster: ${timesText(phase, groups, facts)}; a job has ${durationText(plan.aliveWithinMs)} to be alive${excessText(slowMs(phase, groups, facts), plan.aliveWithinMs)}`,
    nextStep: remedy,
  };
};

/** Nothing refused it, nothing ended it: it is still on its way. */
function isStuck(job: CapacityJob, facts: Facts): boolean {
  const { answer, pod, readySeenMs } = job;
  if (answer?.status !== 200 || wasCutOff(job, facts.record)) return false;
  if (readySeenMs !== undefined || deathOf(job) !== undefined || wasRemoved(job)) return false;
  if (pod === undefined) return refusalTexts({ ...job, answer }).length === 0 && job.class === 'pending';
  const isAway = facts.record.nodes.some(({ name, ready }) => !ready && name === pod.node);
  return !isAway && !pod.vanished && (pod.phase === 'Pending' || pod.phase === 'Running');
}

function isWithoutNetwork(job: CapacityJob): boolean {
  return networkFailures(job).length > 0;
}

type Groups = ReadonlyMap<SlowPhase, readonly CapacityJob[]>;

function sizeOf(groups: Groups, phase: SlowPhase): number {
  return groups.get(phase)?.length ?? 0;
}

/** `pulling the image took more than 59.8 s (median), 1.2 s for those in time`: more, where it was not over at the end. */
function timesText(phase: SlowPhase, groups: Groups, { record }: Facts): string {
  const times = timesOf(phase, groups.get(phase) ?? [], record);
  const slow = medianOf(times.map(({ ms }) => ms));
  const inTime = record.jobs.filter((job) => job.class === 'alive');
  const usual = medianOf(timesOf(phase, inTime, record).map(({ ms }) => ms));
  const atLeast = times.some(({ isOver }) => !isOver) ? 'more than ' : '';
  const took = slow === undefined ? 'left no trace' : `took ${atLeast}${durationText(slow)} (median)`;
  return `${phases[phase].doing} ${took}${usual === undefined ? '' : `, ${phase === 'image' ? wholeSeconds(usual) : durationText(usual)} for those in time`}`;
}

/** As the cluster's clock tells it, which has no smaller unit. */
function wholeSeconds(ms: number): string {
  return ms < 1_000 ? 'less than 1 s' : durationText(ms);
}

function timesOf(phase: SlowPhase, jobs: readonly CapacityJob[], record: CapacityRecord): PhaseTime[] {
  return jobs.flatMap((job) => phaseTime(phase, job, record) ?? []);
}

function slowMs(phase: SlowPhase, groups: Groups, { record }: Facts): number | undefined {
  return medianOf(timesOf(phase, groups.get(phase) ?? [], record).map(({ ms }) => ms));
}

function excessText(ms: number | undefined, allowedMs: number): string {
  return ms === undefined || ms <= allowedMs ? '' : `, at least ${durationText(ms - allowedMs)} less`;
}

function lastWarning({ events }: CapacityJob): string[] {
  const warning = events.findLast(({ type }) => type === 'Warning');
  return warning === undefined ? [] : [`${warning.reason}: ${warning.message}`];
}

function clearance(facts: Facts) {
  const { record } = facts;
  const starts = record.jobs.flatMap(({ answeredMs, readySeenMs }) =>
    answeredMs === undefined || readySeenMs === undefined ? [] : [Math.max(readySeenMs - answeredMs, 0)],
  );
  const usual = medianOf(starts);
  if (usual === undefined) return notJudged('no pod became Ready');
  return {
    because: `no pod without another cause was late; ${countText(starts.length, 'pod')} Ready ${durationText(usual)} after their answer (median)`,
  };
}
