// Releases the jobs of a ledger: cancels them, and follows each until nothing of it is left.
import {
  type CancelResults,
  cancelJobs,
  type JobProblem,
  type JobRemovalOptions,
  type JobRemovals,
  removeJobs,
} from './job-removal';
import type { JobLedger } from './ledger';
import { type LedgerEntry, listSubjects } from './ledger-entry';

/** The result of the release. */
export interface Release {
  /** Jobs that the server has cancelled and did not remove in time: the requirement on cancelling is not met. */
  readonly late: readonly JobProblem[];
  /** Jobs of which something could not be removed. */
  readonly stuck: readonly JobProblem[];
  /** Requests without an answer, one line each. */
  readonly unanswered: readonly string[];
  /** Jobs and other objects that appeared and that no answer of the run names. */
  readonly unclaimed: readonly string[];
  /** What the server refused and the suite removed itself: evidence, not judged. */
  readonly notes: readonly string[];
}

/** A release whose cancels are answered. */
export interface BegunRelease {
  readonly notes: readonly string[];
  readonly finished: Promise<Release>;
}

/** What of a ledger a release needs. */
export type ReleasableLedger = Pick<
  JobLedger,
  'listPresent' | 'markCancelled' | 'markGone' | 'waitUntilAnswered' | 'recordUnclaimed' | 'findUnclaimedLeft'
>;

/**
 * Ends every job of the ledger: through the server where that is allowed, then whatever is left directly in the cluster, and sees that it is gone.
 * Never throws because of one job: the others are released first.
 */
export async function releaseJobs(ledger: ReleasableLedger, options: JobRemovalOptions): Promise<Release> {
  const begun = await beginRelease(ledger, options);
  const finished = await begun.finished;
  return { ...finished, notes: [...begun.notes, ...finished.notes] };
}

/** As `releaseJobs`, but resolves as soon as the cancels are answered; until `finished` objects of the jobs may still be there. */
export async function beginRelease(ledger: ReleasableLedger, options: JobRemovalOptions): Promise<BegunRelease> {
  const entries = ledger.listPresent();
  const cancels = await cancel(ledger, entries, options);
  return { notes: cancels.refusals, finished: finish(ledger, entries, { cancels, options }) };
}

async function finish(
  ledger: ReleasableLedger,
  entries: readonly LedgerEntry[],
  { cancels, options }: { readonly cancels: CancelResults; readonly options: JobRemovalOptions },
): Promise<Release> {
  const enough = AbortSignal.any([options.signal, options.gracePeriod]);
  const [known, unanswered] = await Promise.all([
    remove(ledger, removeJobs(entries, cancels, options)),
    ledger.waitUntilAnswered(enough),
  ]);
  // What was answered or appeared meanwhile, and once more what could not be removed.
  const unclaimed = await ledger.findUnclaimedLeft(enough).catch(() => []);
  ledger.recordUnclaimed();
  const rest = ledger.listPresent();
  const restCancels = await cancel(ledger, rest, options);
  const late = await remove(ledger, removeJobs(rest, restCancels, options));
  return {
    late: [...known.late, ...late.late],
    stuck: late.stuck,
    unanswered,
    unclaimed: listSubjects(unclaimed),
    notes: [...known.notes, ...restCancels.refusals, ...late.notes],
  };
}

async function cancel(
  ledger: ReleasableLedger,
  entries: readonly LedgerEntry[],
  options: JobRemovalOptions,
): Promise<CancelResults> {
  const cancels = await cancelJobs(entries, options);
  for (const jobId of cancels.cancelled) ledger.markCancelled(jobId);
  return cancels;
}

async function remove(ledger: ReleasableLedger, removal: Promise<JobRemovals>): Promise<JobRemovals> {
  const removals = await removal;
  for (const { jobId } of removals.gone) ledger.markGone(jobId);
  return removals;
}
