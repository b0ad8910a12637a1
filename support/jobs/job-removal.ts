// Removes jobs of a ledger: cancels them through the server, gives it the time that the requirement allows, then deletes directly what is left.
import pMap from 'p-map';
import { toMessageChain } from '../common/errors';
import { describeExchange, type FocusServerClient } from '../focus-server';
import { type JobObjects, removalMsPerJob } from './job-objects';
import type { LedgerEntry } from './ledger-entry';

/** Jobs that are cancelled at once. */
const cancelledAtOnce = 50;

export interface JobRemovalOptions {
  readonly client: Pick<FocusServerClient, 'cancel'>;
  readonly objects: Pick<JobObjects, 'removeAll'>;
  /** Whether jobs may be cancelled through the environment's server; their objects are removed either way. */
  readonly mayCancel: boolean;
  /** How long a job that the server has cancelled may take to go, from the environment's profile. */
  readonly cleanedUpMs: number;
  /** Ends the removal; what is not gone by then is stuck. */
  readonly signal: AbortSignal;
  /** Ends the time that the server has for a removal early; what is left then is removed directly. */
  readonly gracePeriod: AbortSignal;
}

/** Which jobs the server has cancelled, and what it answered for the others. */
export interface CancelResults {
  readonly cancelled: ReadonlySet<string>;
  readonly refusals: readonly string[];
}

/** The result of a removal. */
export interface JobRemovals {
  /** Jobs of which nothing is left. */
  readonly gone: readonly LedgerEntry[];
  /** Jobs that the server has cancelled and did not remove in time, with what was left of each. */
  readonly late: readonly JobProblem[];
  /** Jobs of which something could not be removed, with the reason. */
  readonly stuck: readonly JobProblem[];
  /** What the suite removed itself because the server did not cancel: it refused, or no cancel was sent. */
  readonly notes: readonly string[];
}

export interface JobProblem {
  readonly entry: LedgerEntry;
  readonly text: string;
}

/** Frees the server's slots. An answer other than 200, or none, is noted: the cluster is cleaned directly either way. */
export async function cancelJobs(entries: readonly LedgerEntry[], options: JobRemovalOptions): Promise<CancelResults> {
  const results = await pMap(entries, (entry) => cancelIfAllowed(entry, options), { concurrency: cancelledAtOnce });
  return {
    cancelled: new Set(entries.flatMap(({ jobId }, index) => (results[index]?.cancelled ? jobId : []))),
    refusals: results.flatMap(({ refusal }) => refusal ?? []),
  };
}

/** Removes what is left of the jobs and sees that they are gone. Never throws because of one job. */
export async function removeJobs(
  entries: readonly LedgerEntry[],
  { cancelled }: CancelResults,
  { objects, signal, gracePeriod, cleanedUpMs }: JobRemovalOptions,
): Promise<JobRemovals> {
  const [byServer, bySuite] = [entries.filter(isCancelled), entries.filter((entry) => !isCancelled(entry))];
  // A node ends few pods at a time.
  const withinMs = cleanedUpMs + Math.max(byServer.length - 1, 0) * removalMsPerJob;
  const [removed, others] = await Promise.all([
    objects.removeAll(listNames(byServer), { signal, grace: { signal: gracePeriod, withinMs } }),
    // A server that cancelled nothing removes nothing.
    objects.removeAll(listNames(bySuite), { signal }),
  ]);
  const removals = [...removed, ...others];
  const results = [...byServer, ...bySuite].map((entry, index) => ({ entry, removal: removals[index] }));
  return {
    gone: results.flatMap(({ entry, removal }) => (removal?.failure === undefined ? entry : [])),
    late: gracePeriod.aborted
      ? []
      : byServer.flatMap((entry, index) => describeLate(entry, removed[index]?.removed ?? [])),
    stuck: results.flatMap(({ entry, removal }) =>
      removal?.failure === undefined ? [] : { entry, text: `job ${entry.jobId}: ${removal.failure}` },
    ),
    notes: others.flatMap((removal) => removal.removed.map((object) => `removed by the suite: ${object}`)),
  };

  function isCancelled({ jobId }: LedgerEntry): boolean {
    return cancelled.has(jobId);
  }

  function describeLate(entry: LedgerEntry, left: readonly string[]): JobProblem[] {
    if (left.length === 0) return [];
    const list = left.map((object) => `\n  - ${object}`).join('');
    const text = `job ${entry.jobId}: ${withinMs / 1_000} s after it was cancelled these objects of it were still there:${list}`;
    return [{ entry, text }];
  }
}

function listNames(entries: readonly LedgerEntry[]) {
  return entries.map(({ names }) => names);
}

interface CancelResult {
  readonly cancelled: boolean;
  /** What the server answered instead. */
  readonly refusal?: string;
}

async function cancelIfAllowed({ jobId, cancelled }: LedgerEntry, options: JobRemovalOptions): Promise<CancelResult> {
  const { client, mayCancel, signal, gracePeriod } = options;
  if (cancelled || !mayCancel || gracePeriod.aborted) return { cancelled };
  try {
    const exchange = await client.cancel(jobId, AbortSignal.any([signal, gracePeriod]));
    if (exchange.status === 200) return { cancelled: true };
    return { cancelled: false, refusal: `cancelling job ${jobId}: ${describeExchange(exchange)}` };
  } catch (error) {
    return { cancelled: false, refusal: `cancelling job ${jobId}: ${toMessageChain(error)}` };
  }
}
