// Where jobs lost their time that came too late, measured against those that came in time.
import type { CapacityJob } from '../capacity-record';
import { medianOf } from './evidence';
import { type Facts, wasCutOff } from './facts';

export interface LateJobs {
  /** They lost more time with the answer of the server. */
  readonly byCreation: readonly CapacityJob[];
  /** They lost more time with the start of their pod. */
  readonly byStart: readonly CapacityJob[];
}

/** The jobs that came alive at last, but after the plateau had begun. */
export function lateJobs({ record, missing }: Facts): LateJobs {
  const inTime = record.jobs.filter((job) => job.class === 'alive');
  const usual = (ms: (job: CapacityJob) => number | undefined) => medianOf(inTime.flatMap((job) => ms(job) ?? [])) ?? 0;
  const [usualCreation, usualStart] = [usual(creationMs), usual(startMs)];
  const lostByCreation = (job: CapacityJob) =>
    (creationMs(job) ?? 0) - usualCreation >= (startMs(job) ?? 0) - usualStart;
  const late = missing.filter((job) => cameLate(job) && !wasCutOff(job, record));
  return {
    byCreation: late.filter(lostByCreation),
    byStart: late.filter((job) => !lostByCreation(job)),
  };
}

function cameLate({ class: one, aliveFromMs, aliveUntilMs }: CapacityJob): boolean {
  return one === 'pending' && aliveFromMs !== undefined && aliveUntilMs === undefined;
}

function creationMs({ dueMs, answeredMs }: CapacityJob): number | undefined {
  return answeredMs === undefined ? undefined : answeredMs - dueMs;
}

function startMs({ answeredMs, aliveFromMs }: CapacityJob): number | undefined {
  return answeredMs === undefined || aliveFromMs === undefined ? undefined : aliveFromMs - answeredMs;
}
