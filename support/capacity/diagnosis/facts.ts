// The facts that all causes use: which jobs are missing, which had no node and why, and what an interruption cut off.
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import { findLackingResource, readSchedulingMessage, type SchedulingReason } from './scheduling';

/** A missing job whose pod got no node, or was rejected by its node. */
export interface UnplacedJob {
  readonly job: CapacityJob;
  /** The last message of the cluster. */
  readonly message: string;
  readonly reasons: readonly SchedulingReason[];
  /** The resources that the nodes had too little of. */
  readonly lacking: ReadonlySet<string>;
}

export interface Facts {
  readonly record: CapacityRecord;
  /** Jobs that were due and are not alive. */
  readonly missing: readonly CapacityJob[];
  /** Jobs up to the target that were never due, since the ramp stopped or the run was interrupted. */
  readonly notDue: number;
  readonly unplaced: readonly UnplacedJob[];
  /** Why the events show nothing; undefined if some were read. */
  readonly noEvents: string | undefined;
}

export function collectFacts(record: CapacityRecord): Facts {
  const missing = record.jobs.filter((job) => job.class !== 'alive');
  const withPod = missing.filter(({ pod }) => pod !== undefined);
  const silent =
    withPod.length > 0 && withPod.every(({ events, pod }) => events.length === 0 && pod?.trouble === undefined);
  return {
    record,
    missing,
    notDue: Math.max(record.plan.target - record.jobs.length, 0),
    unplaced: missing.flatMap(readUnplaced),
    noEvents: silent ? `no event of the ${withPod.length} pods that are missing was read` : undefined,
  };
}

/** Whether the run was cut off before the result of the job was known. */
export function wasCutOff(job: CapacityJob, { interrupted, endedMs, plan }: CapacityRecord): boolean {
  if (interrupted === undefined || job.class === 'refused' || job.class === 'failed') return false;
  if (job.answeredMs === undefined || job.callFailure?.kind === 'cancelled') return true;
  return job.class === 'pending' && endedMs - job.answeredMs < plan.aliveWithinMs;
}

/** The messages of a kubelet that rejects or evicts a pod for lack of resources. */
const rejection =
  /\bOutOf([a-z][\w./-]*)|Allocate failed due to requested number of devices unavailable for ([\w./-]*\w)|low on resource: ([\w-]+)/;

function readUnplaced(job: CapacityJob): UnplacedJob[] {
  const rejected = findRejection(job);
  if (rejected !== undefined) return [rejected];
  if (job.pod?.node !== undefined) return [];
  const event = job.events.findLast(({ reason }) => reason === 'FailedScheduling');
  const message = event?.message ?? /^Unschedulable: ([\s\S]*)/.exec(job.pod?.trouble ?? '')?.[1];
  if (message === undefined) return [];
  const reasons = readSchedulingMessage(message);
  return [{ job, message, reasons, lacking: new Set(reasons.flatMap((reason) => findLackingResource(reason) ?? [])) }];
}

function findRejection(job: CapacityJob): UnplacedJob | undefined {
  const events = job.events.filter(({ reason }) => /^(OutOf|Evicted|UnexpectedAdmissionError)/.test(reason));
  const texts = [job.pod?.trouble ?? '', ...events.map(({ reason, message }) => `${reason}: ${message}`)];
  for (const message of texts) {
    const match = rejection.exec(message.slice(0, 4_000));
    if (match === null) continue;
    const resource = match[1] ?? match[2] ?? match[3] ?? '';
    return { job, message, reasons: [], lacking: new Set([resource]) };
  }
  return undefined;
}
