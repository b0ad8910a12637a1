// Samples the usage of the server's pods from the cluster's metrics API during a soak.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { readPodMetrics } from '../cluster/readings/metrics';
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
  for (;;) {
    const absent = await Promise.all([...samples].map(([pod, known]) => sampleOnce(cluster, pod, known)));
    const reason = absent.find((text) => text !== undefined);
    if (reason !== undefined) return { absent: reason };
    if (await endsWithin(everyMs, until)) return { series: pods.map((pod) => buildSeries(pod, samples)) };
  }
}

/** Resolves to the reason why nothing is measured if the API is absent, else to undefined. */
async function sampleOnce(
  cluster: ClusterConnection,
  pod: string,
  known: Map<number, UsageSample>,
): Promise<string | undefined> {
  try {
    const metrics = await readPodMetrics(cluster, pod);
    if (metrics.kind === 'absent') return metrics.reason;
    if (metrics.kind === 'no-sample') return undefined;
    known.set(metrics.time.getTime(), { timeMs: metrics.time.getTime(), ...metrics.pod });
    return undefined;
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
