// Samples the usage of the server's pods from the cluster's metrics API during a soak.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { type PodMetrics, readPodMetrics } from '../cluster/readings/metrics';
import { sumQuantities, toNumber } from '../cluster/readings/quantity';
import type { ClusterConnection } from '../cluster/transport/connection';
import { isKubernetesError } from '../cluster/transport/kubernetes-error';
import { identify } from '../cluster/watch/kinds';
import type { SoakUsage, UsageSample, UsageSeries } from './soak-record';

export interface SamplingOptions {
  readonly cluster: ClusterConnection;
  /** The pods to sample: those at the start of the soak. */
  readonly pods: readonly V1Pod[];
  readonly everyMs: number;
  /** Aborted at the end of the sampling. */
  readonly until: AbortSignal;
}

/**
 * Resolves at the end with the samples of each pod, one for each time on the cluster's clock; or at once, if the cluster has no metrics API.
 * A failed call leaves a gap; too many gaps make too few samples.
 */
export async function sampleUsage({ cluster, pods, everyMs, until }: SamplingOptions): Promise<SoakUsage> {
  const samples = new Map(pods.map((pod) => [identify(pod).name, new Map<number, UsageSample>()]));
  const windows: number[] = [];
  for (;;) {
    const readings = await Promise.all(pods.map((pod) => readUsage(cluster, pod)));
    const absent = readings.find((reading) => reading?.kind === 'absent');
    if (absent !== undefined) return { absent: absent.reason };
    for (const [index, pod] of pods.entries()) {
      const reading = readings[index];
      if (reading?.kind !== 'usage') continue;
      const timeMs = reading.time.getTime();
      samples.get(identify(pod).name)?.set(timeMs, { timeMs, ...reading.pod });
    }
    windows.push(...listWindows(readings));
    if (await endsWithin(everyMs, until)) {
      const [windowMs] = windows.slice(-1);
      const series = pods.map((pod) => buildSeries(pod, samples));
      return { series, ...(windowMs === undefined ? {} : { everyMs: windowMs }) };
    }
  }
}

/** The time from one sample of the cluster to the next, as its metrics API reports it for one of these pods; undefined if it does not. */
export async function readSamplingInterval(
  cluster: ClusterConnection,
  pods: readonly V1Pod[],
): Promise<number | undefined> {
  const readings = await Promise.all(pods.map((pod) => readUsage(cluster, pod)));
  return listWindows(readings).at(0);
}

function listWindows(readings: readonly (PodMetrics | undefined)[]): number[] {
  return readings.flatMap((reading) => (reading?.kind === 'usage' ? (reading.windowMs ?? []) : []));
}

/** Undefined where the call failed, or the sample is older than the pod: then it is of an earlier one of the same name. */
async function readUsage(cluster: ClusterConnection, pod: V1Pod): Promise<PodMetrics | undefined> {
  try {
    const metrics = await readPodMetrics(cluster, identify(pod).name);
    const createdAt = pod.metadata?.creationTimestamp;
    const isOlder = metrics.kind === 'usage' && createdAt !== undefined && metrics.time < new Date(createdAt);
    return isOlder ? undefined : metrics;
  } catch (error) {
    if (isKubernetesError(error)) return undefined;
    throw error;
  }
}

async function endsWithin(ms: number, until: AbortSignal): Promise<boolean> {
  return delay(ms, false, { signal: until }).catch(() => true);
}

function buildSeries(pod: V1Pod, samples: ReadonlyMap<string, ReadonlyMap<number, UsageSample>>): UsageSeries {
  const { name } = identify(pod);
  const [cpuLimit, memoryLimit] = [sumLimits(pod, 'cpu'), sumLimits(pod, 'memory')];
  return {
    pod: name,
    samples: [...(samples.get(name)?.values() ?? [])].toSorted((left, right) => left.timeMs - right.timeMs),
    ...(cpuLimit === undefined ? {} : { cpuLimit }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  };
}

/** The sum of the limits of all containers; undefined if one of them has no limit. */
function sumLimits(pod: V1Pod, resource: 'cpu' | 'memory'): number | undefined {
  const limits = (pod.spec?.containers ?? []).map(({ resources }) => resources?.limits?.[resource]);
  const known = limits.filter((limit) => limit !== undefined);
  return known.length < limits.length || known.length === 0 ? undefined : toNumber(sumQuantities(known));
}
