// The number of jobs that were sent, accepted, ready, alive and failed over the time of the run.
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import { isAccepted } from './latencies';
import type { TimelinePoint } from './measurements-schema';

const intervals = 199;

/** At most 200 points at equal intervals, the first at the start of the run and the last at its end. */
export function createTimeline({ jobs, endedMs }: CapacityRecord): TimelinePoint[] {
  const stepMs = Math.max(endedMs / intervals, 1);
  const steps = Math.ceil(endedMs / stepMs);
  const moments = Array.from({ length: steps + 1 }, (_, index) => Math.min(index * stepMs, endedMs));
  return moments.map((atMs) => createPoint(atMs, jobs, endedMs));
}

function createPoint(atMs: number, jobs: readonly CapacityJob[], endedMs: number): TimelinePoint {
  const count = (momentOf: (job: CapacityJob) => number | undefined) =>
    jobs.filter((job) => (momentOf(job) ?? Number.POSITIVE_INFINITY) <= atMs).length;
  const begun = count(({ aliveFromMs }) => aliveFromMs);
  return {
    at_ms: Math.round(atMs),
    asked: count(({ sentMs }) => sentMs),
    accepted: count((job) => (isAccepted(job) ? job.answeredMs : undefined)),
    ready: count(({ readySeenMs }) => readySeenMs),
    alive: begun - count(({ aliveFromMs, aliveUntilMs }) => (aliveFromMs === undefined ? undefined : aliveUntilMs)),
    failed: count((job) => findFailureTime(job, endedMs)),
  };
}

/** When the failure of the job was known: its refusal, its end, or else the end of the run. */
function findFailureTime(job: CapacityJob, endedMs: number): number | undefined {
  if (job.class === 'alive') return undefined;
  if (job.class === 'refused' || job.callFailure !== undefined) return job.answeredMs ?? endedMs;
  return job.aliveUntilMs ?? endedMs;
}
