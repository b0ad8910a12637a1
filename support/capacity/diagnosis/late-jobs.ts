// Where late jobs lost their time, compared with jobs that were in time.
import type { CapacityJob } from '../capacity-record';
import { computeMedian } from './evidence';
import { type Facts, wasCutOff } from './facts';

export interface LateJobs {
  /** They lost more time until the answer of the server. */
  readonly byCreation: readonly CapacityJob[];
  /** They lost more time during the start of their pod. */
  readonly byStart: readonly CapacityJob[];
}

/** The jobs that became alive after the start of the plateau. */
export function findLateJobs({ record, missing }: Facts): LateJobs {
  const inTime = record.jobs.filter((job) => job.class === 'alive');
  const usual = (ms: (job: CapacityJob) => number | undefined) =>
    computeMedian(inTime.flatMap((job) => ms(job) ?? [])) ?? 0;
  const [usualCreation, usualStart] = [usual(computeCreationMs), usual(computeStartMs)];
  const lostByCreation = (job: CapacityJob) =>
    (computeCreationMs(job) ?? 0) - usualCreation >= (computeStartMs(job) ?? 0) - usualStart;
  const late = missing.filter((job) => cameLate(job) && !wasCutOff(job, record));
  return {
    byCreation: late.filter(lostByCreation),
    byStart: late.filter((job) => !lostByCreation(job)),
  };
}

function cameLate({ class: one, aliveFromMs, aliveUntilMs }: CapacityJob): boolean {
  return one === 'pending' && aliveFromMs !== undefined && aliveUntilMs === undefined;
}

function computeCreationMs({ dueMs, answeredMs }: CapacityJob): number | undefined {
  return answeredMs === undefined ? undefined : answeredMs - dueMs;
}

function computeStartMs({ answeredMs, aliveFromMs }: CapacityJob): number | undefined {
  return answeredMs === undefined || aliveFromMs === undefined ? undefined : aliveFromMs - answeredMs;
}
