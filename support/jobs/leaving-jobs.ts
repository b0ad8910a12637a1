// The jobs of the run's other scenarios that are not gone yet, and what they hold until then.
import type { EventLog } from './event-log';
import type { JobObjects } from './job-objects';
import type { JobLedger } from './ledger';
import { type JobObjectNames, listObjectNames } from './object-names';

export interface LeavingJobsOptions {
  readonly eventLog: EventLog;
  /** Of the scenario that waits: its own jobs stay. */
  readonly ledger: Pick<JobLedger, 'listEntries'>;
  readonly objects: Pick<JobObjects, 'holdsWithin' | 'findLeft' | 'holdSlotsOrPorts'>;
  /** What is still there after this time counts as permanent: it no longer changes while the scenario counts. */
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** Resolves when none of them has a Job or a Service any more, so that no slot or port becomes free while slots and ports are counted. */
export async function waitUntilSlotsAndPortsFree(options: LeavingJobsOptions): Promise<void> {
  const { objects } = options;
  const names = findLeaving(options);
  await objects.holdsWithin(() => !objects.holdSlotsOrPorts(names), options);
}

/** Resolves when nothing of them is left, so that no pod of theirs ends while pods are counted. */
export async function waitUntilGone(options: LeavingJobsOptions): Promise<void> {
  const { objects } = options;
  const names = findLeaving(options);
  await objects.holdsWithin(() => objects.findLeft(names).length === 0, options);
}

function findLeaving({ eventLog, ledger }: LeavingJobsOptions): JobObjectNames[] {
  const present = new Set<string>();
  for (const { event, jobId } of eventLog.read()) {
    if (jobId === undefined) continue;
    // A job that was seen gone may come again: a server may give its id twice.
    if (event === 'gone') present.delete(jobId);
    else present.add(jobId);
  }
  for (const { jobId } of ledger.listEntries()) present.delete(jobId);
  return [...present].map(listObjectNames);
}
