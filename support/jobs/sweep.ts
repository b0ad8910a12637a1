// Removes what earlier runs left in the environment, by the ledger's file and the suite's own labels, and nothing else.

import type { ClusterObserver } from '../cluster/cluster-observer';
import type { ClusterConnection } from '../cluster/connection';
import { deleteIfPresent, suiteLabels } from '../cluster/suite-objects';
import { JobObjects } from './job-objects';
import type { RecordedEntry } from './journal';
import { objectNamesOf } from './object-names';

export interface SweepReport {
  /** What was removed, one line for each object. */
  readonly removed: readonly string[];
  /** What may be a run's, but was left alone, with the reason. */
  readonly untouched: readonly string[];
}

/** A job that a run started and did not see gone. */
export interface Leftover {
  readonly jobId: string;
  readonly runId: string;
  /** When the run was told of the job, on this machine's clock. */
  readonly at: Date;
}

/** A Job of another age than the ledger's has another owner: a restarted server gives its numbers anew. */
const toleratedSkewMs = 5 * 60_000;

/** The jobs that the entries of one environment tell to be started and not gone, in their order. */
export function leftoversIn(entries: readonly RecordedEntry[]): Leftover[] {
  const gone = new Set(entries.filter(({ event }) => event === 'gone').map(keyOf));
  return entries
    .filter((entry) => entry.event === 'started' && !gone.has(keyOf(entry)))
    .map(({ jobId = '', run, at }) => ({ jobId, runId: run.id, at }));
}

/** Requests that got no answer before their run ended: the server may have made a job of each. */
export function unansweredIn(entries: readonly RecordedEntry[]): RecordedEntry[] {
  const request = (entry: RecordedEntry) => `${entry.run.id} ${entry.scenario} ${entry.request}`;
  const answered = new Set(entries.filter(({ event }) => event !== 'asking').map(request));
  return entries.filter((entry) => entry.event === 'asking' && !answered.has(request(entry)));
}

/**
 * Removes the leftover jobs that still exist and are as old as the ledger says, then the objects that the runs labelled as the suite's own.
 * Throws when something cannot be removed.
 */
export async function sweep(
  entries: readonly RecordedEntry[],
  { cluster, observer }: { readonly cluster: ClusterConnection; readonly observer: ClusterObserver },
  signal: AbortSignal,
): Promise<SweepReport> {
  const objects = new JobObjects(observer, cluster);
  await objects.ready(signal);
  const present = leftoversIn(entries).filter(({ jobId }) => objects.remains(objectNamesOf(jobId)).length > 0);
  const own = present.filter((leftover) => !isForeign(leftover, observer));
  const foreign = present.filter((leftover) => isForeign(leftover, observer));
  const removals = await objects.removeAll(
    own.map(({ jobId }) => objectNamesOf(jobId)),
    { signal },
  );
  const runIds = [...new Set(entries.map(({ run }) => run.id))];
  const labelled = await Promise.all(runIds.map((runId) => removeLabelled(cluster.scoped(signal), runId)));
  return {
    removed: [...removals.flatMap(({ removed }) => removed), ...labelled.flat()],
    untouched: [...foreign.map(describeForeign), ...unansweredIn(entries).map(describeUnanswered)],
  };
}

function isForeign({ jobId, at }: Leftover, observer: ClusterObserver): boolean {
  const created = observer.jobs.find((job) => job.metadata?.name === objectNamesOf(jobId).job)?.metadata
    ?.creationTimestamp;
  return created !== undefined && Math.abs(created.getTime() - at.getTime()) > toleratedSkewMs;
}

async function removeLabelled({ core, namespace }: ClusterConnection, runId: string): Promise<string[]> {
  const labelSelector = Object.entries(suiteLabels(runId))
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
    ...configMaps.items.map((each) => deleteIfPresent(core.deleteNamespacedConfigMap({ namespace, name: name(each) }))),
  ]);
  return [
    ...services.items.map((each) => `Service ${name(each)}`),
    ...quotas.items.map((each) => `ResourceQuota ${name(each)}`),
    ...configMaps.items.map((each) => `ConfigMap ${name(each)}`),
  ];
}

function keyOf({ run, jobId }: RecordedEntry): string {
  return `${run.id} ${jobId}`;
}

function describeForeign({ jobId, at }: Leftover): string {
  return `Job ${objectNamesOf(jobId).job}: it was not created when the run started a job of that id (${at.toISOString()}), so it is somebody else's`;
}

function describeUnanswered({ run, scenario, at }: RecordedEntry): string {
  return `a job that run ${run.id} asked for at ${at.toISOString()} in "${scenario}" and got no answer to: if the server made one, look for a grpc-job of that time`;
}
