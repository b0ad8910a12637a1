// The phases of a pod's start: how long each took, and the one in which a job is stuck.
import type { ObjectEvent } from '../../cluster/readings/events';
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import type { SlowPhase } from './cause';
import { computeMedian } from './evidence';

export interface PhaseTime {
  readonly ms: number;
  /** False if the phase was not over when the run ended. */
  readonly isOver: boolean;
}

export const slowPhases: readonly SlowPhase[] = ['scheduler', 'image', 'container', 'probe'];

/**
 * How long the phase took or has taken: by the suite's watch, or by the cluster's clock in whole seconds for the pull of the image. Undefined for a
 * phase that did not begin, or for a pull without events.
 */
export function computePhaseTime(
  phase: SlowPhase,
  job: CapacityJob,
  { endedMs }: CapacityRecord,
): PhaseTime | undefined {
  const { podSeenMs, scheduledSeenMs, startedSeenMs, readySeenMs } = job;
  if (phase === 'scheduler') return computeLasting(podSeenMs, scheduledSeenMs, endedMs);
  if (phase === 'probe') return computeLasting(startedSeenMs, readySeenMs, endedMs);
  const pull = computePullTime(job, endedMs);
  if (phase === 'image') return pull;
  if (pull?.isOver === false) return undefined;
  const both = computeLasting(scheduledSeenMs, startedSeenMs, endedMs);
  return both === undefined ? undefined : { ...both, ms: Math.max(both.ms - (pull?.ms ?? 0), 0) };
}

/** The returned function finds the phase in which a job is stuck, or in which a late job lost the most time compared with the others. */
export function createSlowestPhaseFinder(record: CapacityRecord): (job: CapacityJob) => SlowPhase {
  const inTime = record.jobs.filter((one) => one.class === 'alive');
  const usual = (phase: SlowPhase) =>
    computeMedian(inTime.flatMap((one) => computePhaseTime(phase, one, record)?.ms ?? [])) ?? 0;
  const usualMs = new Map(slowPhases.map((phase) => [phase, usual(phase)]));
  return (job) => {
    const stuck = slowPhases.find((phase) => computePhaseTime(phase, job, record)?.isOver === false);
    if (stuck !== undefined) return stuck;
    const excess = (phase: SlowPhase) => (computePhaseTime(phase, job, record)?.ms ?? 0) - (usualMs.get(phase) ?? 0);
    return slowPhases.reduce((worst, phase) => (excess(phase) > excess(worst) ? phase : worst));
  };
}

function computeLasting(fromMs: number | undefined, toMs: number | undefined, endedMs: number): PhaseTime | undefined {
  if (fromMs === undefined) return undefined;
  return { ms: Math.max((toMs ?? endedMs) - fromMs, 0), isOver: toMs !== undefined };
}

function computePullTime(
  { events, scheduledSeenMs, startedSeenMs, pod }: CapacityJob,
  endedMs: number,
): PhaseTime | undefined {
  const named = (reason: string): ObjectEvent | undefined => events.find((event) => event.reason === reason);
  const [pulling, pulled] = [named('Pulling'), named('Pulled')];
  if (pulling !== undefined && pulled !== undefined) {
    return { ms: Math.max(pulled.firstTime.getTime() - pulling.firstTime.getTime(), 0), isOver: true };
  }
  const isStuck = pulling !== undefined || /ErrImage|ImagePullBackOff/.test(pod?.trouble ?? '');
  if (!isStuck || startedSeenMs !== undefined || scheduledSeenMs === undefined) return undefined;
  return { ms: Math.max(endedMs - scheduledSeenMs, 0), isOver: false };
}
