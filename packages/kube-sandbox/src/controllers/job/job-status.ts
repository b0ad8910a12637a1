// The status of a Job, as its controller writes it.
import type { Stored } from '../../store';
import { formatTime } from '../../timestamp';
import type { ControllerContext } from '../controller-context';

export interface JobCounts {
  readonly active: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** How a Job ends, and the event that reports it. */
export interface JobEnd {
  readonly type: 'Complete' | 'Failed';
  readonly reason?: string;
  readonly message?: string;
  readonly event: { readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string };
}

/** Fields of the status that an end adds. */
export interface FinishedStatus {
  readonly conditions: NonNullable<NonNullable<Stored<'jobs'>['status']>['conditions']>;
  readonly completionTime?: string;
}

/** Whether the Job has the condition Complete or Failed. */
export function isFinished({ status }: Stored<'jobs'>): boolean {
  return findEndTime(status) !== undefined;
}

/** When the Job became Complete or Failed, as the condition has it. */
export function findEndTime(status: Stored<'jobs'>['status']): string | undefined {
  const ends = (status?.conditions ?? []).filter(({ type }) => type === 'Complete' || type === 'Failed');
  return ends.find(({ status: value }) => value === 'True')?.lastTransitionTime;
}

/** The condition of an end, and the completion time of a Job that is complete. */
export function createFinishedStatus({ type, reason, message }: JobEnd, now: Date): FinishedStatus {
  const time = formatTime(now);
  const why = { ...(reason ? { reason } : {}), ...(message ? { message } : {}) };
  const condition = { type, status: 'True', lastProbeTime: time, lastTransitionTime: time, ...why };
  return { conditions: [condition], ...(type === 'Complete' ? { completionTime: time } : {}) };
}

/** Stores the counts, leaving out those that are 0 as Kubernetes does, and what an end adds. */
export function writeStatus(
  context: ControllerContext,
  job: Stored<'jobs'>,
  counts: JobCounts,
  end?: FinishedStatus,
): void {
  const { namespace, name } = job.metadata;
  context.store.patchStatus('jobs', namespace, name, (draft) => {
    const { startTime = formatTime(context.now()) } = job.status ?? {};
    const shown = context.policies.find('false-success', job) ? pretendSuccess(counts) : counts;
    const present = Object.entries(shown).filter(([, value]) => value > 0);
    const ended = end ? structuredClone(end) : {};
    draft.status = { startTime, ...Object.fromEntries(present), ...ended } as NonNullable<typeof draft.status>;
  });
}

function pretendSuccess({ active, succeeded, failed }: JobCounts): JobCounts {
  return { active: 0, succeeded: succeeded + active, failed };
}
