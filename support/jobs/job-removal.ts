// Ends jobs of a ledger: cancels them through the server, then removes directly what is left in the cluster.
import pMap from 'p-map';
import { toMessageChain } from '../common/errors';
import { describeExchange, type FocusServerClient } from '../focus-server';
import type { JobObjects } from './job-objects';
import type { LedgerEntry } from './ledger-entry';

/** Jobs that are cancelled at once. */
const cancelledAtOnce = 50;

export interface JobRemovalOptions {
  readonly client: Pick<FocusServerClient, 'cancel'>;
  readonly objects: Pick<JobObjects, 'removeAll'>;
  /** Whether jobs may be cancelled through the environment's server; the objects are removed either way. */
  readonly mayCancel: boolean;
  /** Ends the removal; what is not gone by then is stuck. */
  readonly signal: AbortSignal;
  /** Ends the time that the server has for a removal; what is left then is removed directly. */
  readonly gracePeriod: AbortSignal;
}

/** The result of a removal. */
export interface JobRemovals {
  /** Jobs of which nothing is left. */
  readonly gone: readonly LedgerEntry[];
  /** Ids of the jobs that the server has cancelled. */
  readonly cancelled: readonly string[];
  /** Jobs of which something could not be removed, with the reason. */
  readonly stuck: readonly string[];
  /** What the server refused or left behind and the suite removed itself. */
  readonly notes: readonly string[];
}

/** Removes the jobs and sees that they are gone. Never throws because of one job. */
export async function removeJobs(entries: readonly LedgerEntry[], options: JobRemovalOptions): Promise<JobRemovals> {
  const cancels = await pMap(entries, (entry) => cancelIfAllowed(entry, options), { concurrency: cancelledAtOnce });
  const { signal, gracePeriod, objects } = options;
  const removals = await objects.removeAll(
    entries.map(({ names }) => names),
    // A server that has cancelled nothing removes nothing.
    { signal, ...(cancels.some(({ cancelled }) => cancelled) && { gracePeriod }) },
  );
  const results = entries.map((entry, index) => ({ entry, removal: removals[index] }));
  const left = removals.flatMap(({ removed }) => removed);
  return {
    gone: results.flatMap(({ entry, removal }) => (removal?.failure === undefined ? entry : [])),
    cancelled: entries.flatMap(({ jobId }, index) => (cancels[index]?.cancelled ? jobId : [])),
    stuck: results.flatMap(({ entry, removal }) =>
      removal?.failure === undefined ? [] : `job ${entry.jobId}: ${removal.failure}`,
    ),
    notes: [
      ...cancels.flatMap(({ refusal }) => refusal ?? []),
      ...left.map((object) => `left behind by the server, removed by the suite: ${object}`),
    ],
  };
}

interface CancelResult {
  readonly cancelled: boolean;
  /** What the server answered instead. */
  readonly refusal?: string;
}

/** Frees the server's slot. An answer other than 200, or none, is noted: the cluster is cleaned directly either way. */
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
