// Removes what earlier runs left in the environment: objects in the file of the ledger and with the suite's own labels, and nothing else.

import type { ClusterConnection } from '../cluster/transport/connection';
import { createSuiteLabels, deleteIfPresent } from '../cluster/transport/suite-objects';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { restoreLiveData } from '../disruption/live-data-switch';
import type { RecordedEvent } from '../jobs/event-log';
import { JobObjects } from '../jobs/job-objects';
import { listObjectNames } from '../jobs/object-names';
import { awaitUnanswered, type DatedJob, findUnanswered } from './unanswered-requests';

export interface SweepOptions {
  readonly cluster: ClusterConnection;
  readonly observer: ClusterObserver;
  /** The deadline for an answer of the server, from the environment's profile. */
  readonly requestMs: number;
  readonly signal: AbortSignal;
  /** Prints a line about what the sweep does and sees. */
  readonly printLine: (line: string) => void;
}

export interface SweepReport {
  /** The number of removed objects. */
  readonly removed: number;
  /** Objects that still exist and belong, or may belong, to a run, with the reason. */
  readonly left: readonly string[];
  /** Entries of the ledger that this sweep has settled. */
  readonly settled: readonly RecordedEvent[];
}

/** A job that a run knew and did not see gone. */
export interface Leftover {
  readonly jobId: string;
  /** The entry of the ledger; its time is on this machine's clock. */
  readonly entry: RecordedEvent;
}

/** A Job with another creation time than in the ledger has another owner: a restarted server assigns its numbers again. */
const toleratedSkewMs = 5 * 60_000;

/** The jobs that were started, begun or seen according to the entries of one environment, and not seen gone, in their order. */
export function findLeftovers(entries: readonly RecordedEvent[]): Leftover[] {
  const gone = new Set(entries.filter(({ event }) => event === 'gone').map(createKey));
  return entries
    .filter((entry) => ['started', 'begun', 'appeared'].includes(entry.event) && !gone.has(createKey(entry)))
    .flatMap((entry) => (entry.jobId === undefined ? [] : { jobId: entry.jobId, entry }));
}

/**
 * Removes the objects with the labels of the suite, and the leftover jobs whose creation time matches the ledger. Then waits for jobs that
 * requests without an answer may have caused: they may belong to another user, so the server has to remove them.
 */
export async function sweep(entries: readonly RecordedEvent[], options: SweepOptions): Promise<SweepReport> {
  const { cluster, observer, signal, printLine } = options;
  const objects = new JobObjects(observer, cluster);
  await objects.waitUntilReady(signal);
  // First, because a quota of the suite may keep the server from completing its work.
  const runIds = [...new Set(entries.map(({ run }) => run.id))];
  const labelled = await Promise.all(runIds.map((runId) => removeLabelled(cluster.scoped(signal), runId)));
  for (const object of labelled.flat()) printLine(`removed ${object}`);
  const jobs = await sweepJobs(findLeftovers(entries), objects, options);
  const unanswered = findUnanswered(entries);
  const isKnown = (job: DatedJob) => entries.some(({ jobId, at }) => jobId === job.jobId && matchesTime(job.at, at));
  const waitedFor = unanswered.length === 0 ? [] : await awaitUnanswered(unanswered, isKnown, { ...options, objects });
  return {
    removed: labelled.flat().length + jobs.removed.length,
    left: [...jobs.failures, ...waitedFor],
    settled: [...jobs.gone, ...(waitedFor.length === 0 ? unanswered : [])],
  };
}

async function sweepJobs(
  leftovers: readonly Leftover[],
  objects: JobObjects,
  { observer, signal, printLine }: SweepOptions,
) {
  const own = leftovers.filter((leftover) => !isForeign(leftover, observer));
  for (const leftover of leftovers) {
    if (isForeign(leftover, observer)) printLine(`not removed: ${describeForeign(leftover)}`);
  }
  const names = own.map(({ jobId }) => listObjectNames(jobId));
  const removals = await objects.removeAll(names, { signal });
  const removed = removals.flatMap((removal) => (removal.failure === undefined ? removal.removed : []));
  for (const object of removed) printLine(`removed ${object}`);
  return {
    removed,
    gone: own.flatMap(({ entry }, index) => (removals[index]?.failure === undefined ? entry : [])),
    failures: removals.flatMap(({ names: { job }, failure }) =>
      failure === undefined ? [] : [`${job} could not be removed: ${failure}`],
    ),
  };
}

function isForeign({ jobId, entry: { at } }: Leftover, observer: ClusterObserver): boolean {
  const created = observer.jobs.find((job) => job.metadata?.name === listObjectNames(jobId).job)?.metadata
    ?.creationTimestamp;
  return created !== undefined && !matchesTime(created, at);
}

function matchesTime(created: Date, recorded: Date): boolean {
  return Math.abs(created.getTime() - recorded.getTime()) <= toleratedSkewMs;
}

/** ConfigMaps that existed before the run are restored, and count as removed too. */
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

function createKey({ run, jobId }: RecordedEvent): string {
  return `${run.id} ${jobId}`;
}

function describeForeign({ jobId, entry: { at } }: Leftover): string {
  return `Job ${listObjectNames(jobId).job}: it was not created when the run started a job of that id (${at.toISOString()}), so it belongs to another user`;
}
