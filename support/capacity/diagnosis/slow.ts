// Where jobs lost their time that came too late, measured against those that came in time.
import type { CapacityJob } from '../capacity-record';
import { medianOf } from './evidence';
import type { Facts } from './facts';

/** Alive at last, but after the plateau had begun. */
export function cameLate({ class: one, aliveFromMs, aliveUntilMs }: CapacityJob): boolean {
  return one === 'pending' && aliveFromMs !== undefined && aliveUntilMs === undefined;
}

/** From when the job was due until it was answered. */
export function creationMs({ dueMs, answeredMs }: CapacityJob): number | undefined {
  return answeredMs === undefined ? undefined : answeredMs - dueMs;
}

/** Whether a late job lost more time with its answer than with the start of its pod. */
export function lostByCreation(job: CapacityJob, { record }: Facts): boolean {
  const inTime = record.jobs.filter((one) => one.class === 'alive');
  const excess = (ms: (job: CapacityJob) => number | undefined) =>
    (ms(job) ?? 0) - (medianOf(inTime.flatMap((one) => ms(one) ?? [])) ?? 0);
  return excess(creationMs) >= excess(startMs);
}

function startMs({ answeredMs, aliveFromMs }: CapacityJob): number | undefined {
  return answeredMs === undefined || aliveFromMs === undefined ? undefined : aliveFromMs - answeredMs;
}
