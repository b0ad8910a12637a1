// The phases of a pod's start: how long each took, and in which one a job is stuck.
import type { ObjectEvent } from '../../cluster/readings/events';
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import type { SlowPhase } from './cause';
import { medianOf } from './evidence';

export interface PhaseTime {
  readonly ms: number;
  /** False: it had lasted this long when the run ended. */
  readonly isOver: boolean;
}

export const slowPhases: readonly SlowPhase[] = ['scheduler', 'image', 'container', 'probe'];

/**
 * How long the phase took or has taken: by the suite's watch, but the pull of the image by the cluster's clock, in whole seconds. Undefined for a
 * phase that did not begin, or, of the image, that left no trace.
 */
export function phaseTime(phase: SlowPhase, job: CapacityJob, { endedMs }: CapacityRecord): PhaseTime | undefined {
  const { podSeenMs, scheduledSeenMs, startedSeenMs, readySeenMs } = job;
  if (phase === 'scheduler') return lasting(podSeenMs, scheduledSeenMs, endedMs);
  if (phase === 'probe') return lasting(startedSeenMs, readySeenMs, endedMs);
  const pull = pullTime(job, endedMs);
  if (phase === 'image') return pull;
  if (pull?.isOver === false) return undefined;
  const both = lasting(scheduledSeenMs, startedSeenMs, endedMs);
  return both === undefined ? undefined : { ...both, ms: Math.max(both.ms - (pull?.ms ?? 0), 0) };
}

/** Tells where a job's start is stuck, or, of one that came late, where it lost the most against the others. */
export function slowestPhaseIn(record: CapacityRecord): (job: CapacityJob) => SlowPhase {
  const inTime = record.jobs.filter((one) => one.class === 'alive');
  const usual = (phase: SlowPhase) => medianOf(inTime.flatMap((one) => phaseTime(phase, one, record)?.ms ?? [])) ?? 0;
  const usualMs = new Map(slowPhases.map((phase) => [phase, usual(phase)]));
  return (job) => {
    const stuck = slowPhases.find((phase) => phaseTime(phase, job, record)?.isOver === false);
    if (stuck !== undefined) return stuck;
    const excess = (phase: SlowPhase) => (phaseTime(phase, job, record)?.ms ?? 0) - (usualMs.get(phase) ?? 0);
    return slowPhases.reduce((worst, phase) => (excess(phase) > excess(worst) ? phase : worst));
  };
}

function lasting(fromMs: number | undefined, toMs: number | undefined, endedMs: number): PhaseTime | undefined {
  if (fromMs === undefined) return undefined;
  return { ms: Math.max((toMs ?? endedMs) - fromMs, 0), isOver: toMs !== undefined };
}

function pullTime(
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
