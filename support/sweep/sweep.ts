// Removes what earlier runs left in the environment, by the ledger's file and the suite's own labels, and nothing else.

import type { ClusterConnection } from '../cluster/transport/connection';
import { createSuiteLabels, deleteIfPresent } from '../cluster/transport/suite-objects';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { restoreLiveData } from '../disruption/live-data-switch';
import type { RecordedEvent } from '../jobs/event-log';
import { JobObjects } from '../jobs/job-objects';
import { objectNamesOf } from '../jobs/object-names';
import { awaitUnanswered, type DatedJob, unansweredIn } from './unanswered-requests';

export interface SweepOptions {
  readonly cluster: ClusterConnection;
  readonly observer: ClusterObserver;
  /** How long the server may take to answer, from the environment's profile. */
  readonly requestMs: number;
  readonly signal: AbortSignal;
  /** Told what is done and seen, line by line. */
  readonly say: (line: string) => void;
}

export interface SweepReport {
  /** How many objects were removed. */
  readonly removed: number;
  /** What is or may be a run's and is still there, with the reason. */
  readonly left: readonly string[];
  /** Entries of the ledger that are settled by this sweep. */
  readonly settled: readonly RecordedEvent[];
}

/** A job that a run was told of and did not see gone. */
export interface Leftover {
  readonly jobId: string;
  /** The ledger's entry; its time is this machine's. */
  readonly entry: RecordedEvent;
}

/** A Job of another age than the ledger's has another owner: a restarted server gives its numbers anew. */
const toleratedSkewMs = 5 * 60_000;

/** The jobs that the entries of one environment tell to be started or begun and not gone, in their order. */
export function leftoversIn(entries: readonly RecordedEvent[]): Leftover[] {
  const gone = new Set(entries.filter(({ event }) => event === 'gone').map(keyOf));
  return entries
    .filter((entry) => ['started', 'begun', 'appeared'].includes(entry.event) && !gone.has(keyOf(entry)))
    .flatMap((entry) => (entry.jobId === undefined ? [] : { jobId: entry.jobId, entry }));
}

/**
 * Removes the objects that the runs labelled as the suite's own and the leftover jobs that are as old as the ledger says. Then waits for
 * jobs that may have come of requests without an answer: they may be somebody else's, so the server has to remove them.
 */
export async function sweep(entries: readonly RecordedEvent[], options: SweepOptions): Promise<SweepReport> {
  const { cluster, observer, signal, say } = options;
  const objects = new JobObjects(observer, cluster);
  await objects.ready(signal);
  // First, because a quota of the suite's own may keep the server from ending what it does.
  const runIds = [...new Set(entries.map(({ run }) => run.id))];
  const labelled = await Promise.all(runIds.map((runId) => removeLabelled(cluster.scoped(signal), runId)));
  for (const object of labelled.flat()) say(`removed ${object}`);
  const jobs = await sweepJobs(leftoversIn(entries), objects, options);
  const unanswered = unansweredIn(entries);
  const isKnown = (job: DatedJob) => entries.some(({ jobId, at }) => jobId === job.jobId && isOfTime(job.at, at));
  const waitedFor = unanswered.length === 0 ? [] : await awaitUnanswered(unanswered, isKnown, { ...options, objects });
  return {
    removed: labelled.flat().length + jobs.removed.length,
    left: [...jobs.failures, ...waitedFor],
    settled: [...jobs.gone, ...(waitedFor.length === 0 ? unanswered : [])],
  };
}

async function sweepJobs(leftovers: readonly Leftover[], objects: JobObjects, { observer, signal, say }: SweepOptions) {
  const own = leftovers.filter((leftover) => !isForeign(leftover, observer));
  for (const leftover of leftovers) {
    if (isForeign(leftover, observer)) say(`left alone: ${describeForeign(leftover)}`);
  }
  const names = own.map(({ jobId }) => objectNamesOf(jobId));
  const removals = await objects.removeAll(names, { signal });
  const removed = removals.flatMap((removal) => (removal.failure === undefined ? removal.removed : []));
  for (const object of removed) say(`removed ${object}`);
  return {
    removed,
    gone: own.flatMap(({ entry }, index) => (removals[index]?.failure === undefined ? entry : [])),
    failures: removals.flatMap(({ names: { job }, failure }) =>
      failure === undefined ? [] : [`${job} could not be removed: ${failure}`],
    ),
  };
}

function isForeign({ jobId, entry: { at } }: Leftover, observer: ClusterObserver): boolean {
  const created = observer.jobs.find((job) => job.metadata?.name === objectNamesOf(jobId).job)?.metadata
    ?.creationTimestamp;
  return created !== undefined && !isOfTime(created, at);
}

function isOfTime(created: Date, told: Date): boolean {
  return Math.abs(created.getTime() - told.getTime()) <= toleratedSkewMs;
}

/** ConfigMaps that a run had found are given back, and count as removed too: what the run made of them is. */
async function removeLabelled(cluster: ClusterConnection, runId: string): Promise<string[]> {
  const { core, namespace } = cluster;
  const labelSelector = Object.entries(createSuiteLabels(runId))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const [services, quotas, configMaps] = await Promise.all([
    core.listNamespacedService({ namespace, labelSelector }),
    core.listNamespacedResourceQuota({ namespace, labelSelector }),
    core.listNamespacedConfigMap({ namespace, labelSelector }),
  ]);
  const name = (object: { metadata?: { name?: string } }) => object.metadata?.name ?? '';
  await Promise.all([
    ...services.items.map((each) => deleteIfPresent(core.deleteNamespacedService({ namespace, name: name(each) }))),
    ...quotas.items.map((each) => deleteIfPresent(core.deleteNamespacedResourceQuota({ namespace, name: name(each) }))),
    ...configMaps.items.map((each) => restoreLiveData(cluster, each)),
  ]);
  return [
    ...services.items.map((each) => `Service ${name(each)}`),
    ...quotas.items.map((each) => `ResourceQuota ${name(each)}`),
    ...configMaps.items.map((each) => `ConfigMap ${name(each)}`),
  ];
}

function keyOf({ run, jobId }: RecordedEvent): string {
  return `${run.id} ${jobId}`;
}

function describeForeign({ jobId, entry: { at } }: Leftover): string {
  return `Job ${objectNamesOf(jobId).job}: it was not created when the run started a job of that id (${at.toISOString()}), so it is somebody else's`;
}
