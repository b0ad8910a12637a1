// CPU and memory usage of pods and nodes from metrics.k8s.io, if the cluster has it.
import { z } from 'zod';
import type { ClusterConnection } from '../transport/connection';
import { isKubernetesError } from '../transport/kubernetes-error';
import { parseQuantity, toNumber } from './quantity';

/** The usage of a container, or of a whole pod, over the window that the metrics API reports. */
export interface Usage {
  /** Cores. */
  readonly cpu: number;
  readonly memoryBytes: number;
}

/**
 * `usage`: a sample · `no-sample`: the cluster has metrics, but no complete sample of this pod yet (a new pod has none for about a minute) ·
 * `absent`: the cluster offers no metrics, with the reason.
 */
export type PodMetrics =
  | {
      readonly kind: 'usage';
      readonly pod: Usage;
      readonly containers: Readonly<Record<string, Usage>>;
      /** The end of the window, on the cluster's clock. */
      readonly time: Date;
      /** The length of the window, in milliseconds: the time from one sample to the next. Absent if the answer has none that can be read. */
      readonly windowMs?: number;
    }
  | { readonly kind: 'no-sample' }
  | { readonly kind: 'absent'; readonly reason: string };

const usageSchema = z.object({ cpu: z.string(), memory: z.string() });

const containerSchema = z.object({ name: z.string(), usage: usageSchema.nullish() });

const podMetricsSchema = z.object({
  metadata: z.object({ name: z.string() }),
  timestamp: z.iso.datetime().nullish(),
  window: z.string().nullish(),
  containers: z.array(containerSchema).nullish(),
});

const nodeMetricsListSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string() }), usage: usageSchema })).nullish(),
});

/** The usage of one pod. Throws a KubernetesError only for failures other than an absent metrics API. */
export async function readPodMetrics(connection: ClusterConnection, podName: string): Promise<PodMetrics> {
  const namespace = encodeURIComponent(connection.namespace);
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods/${encodeURIComponent(podName)}`;
  try {
    const text = await connection.transport.readText(path);
    return readSample(podMetricsSchema.parse(JSON.parse(text)));
  } catch (error) {
    if (isKubernetesError(error, 'not-found') && error.reason === 'NotFound') return { kind: 'no-sample' };
    return toAbsentMetrics(error);
  }
}

/** The usage of every node that has a sample, by name; or the reason why the API is absent. */
export async function readNodeMetrics(
  connection: ClusterConnection,
): Promise<ReadonlyMap<string, Usage> | { readonly absent: string }> {
  try {
    const text = await connection.transport.readText('/apis/metrics.k8s.io/v1beta1/nodes');
    const { items } = nodeMetricsListSchema.parse(JSON.parse(text));
    return new Map((items ?? []).map(({ metadata, usage }) => [metadata.name, readUsage(usage)]));
  } catch (error) {
    return { absent: toAbsentMetrics(error).reason };
  }
}

/** The answer is 404 without a reason if there is no such API group, and 503 if the metrics server is installed but does not run. */
function toAbsentMetrics(error: unknown): Extract<PodMetrics, { kind: 'absent' }> {
  if (isKubernetesError(error, 'not-found')) {
    return {
      kind: 'absent',
      reason: 'the cluster has no metrics API (metrics.k8s.io): install metrics-server to see CPU and memory',
    };
  }
  if (isKubernetesError(error, 'server-error') && error.code === 503) {
    return {
      kind: 'absent',
      reason: 'the metrics API is registered but not available (503): see the metrics-server pod',
    };
  }
  throw error;
}

/** A sample without a time, or of which the usage of a container is missing, is none. */
function readSample({ timestamp, window, ...sample }: z.infer<typeof podMetricsSchema>): PodMetrics {
  const measured = sample.containers ?? [];
  const containers = measured.flatMap(({ name, usage }): [string, Usage][] =>
    usage ? [[name, readUsage(usage)]] : [],
  );
  if (!timestamp || measured.length === 0 || containers.length < measured.length) return { kind: 'no-sample' };
  const usages = containers.map(([, usage]) => usage);
  const windowMs = parseGoDuration(window ?? '');
  return {
    kind: 'usage',
    pod: {
      cpu: usages.reduce((sum, usage) => sum + usage.cpu, 0),
      memoryBytes: usages.reduce((sum, usage) => sum + usage.memoryBytes, 0),
    },
    containers: Object.fromEntries(containers),
    time: new Date(timestamp),
    ...(windowMs === undefined ? {} : { windowMs }),
  };
}

function readUsage({ cpu, memory }: z.infer<typeof usageSchema>): Usage {
  return { cpu: toNumber(parseQuantity(cpu)), memoryBytes: toNumber(parseQuantity(memory)) };
}

const msOfUnit: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** A duration as Go writes it, such as `15.085s` or `1m0.5s`, in milliseconds; undefined for any other text. */
function parseGoDuration(text: string): number | undefined {
  if (!/^([\d.]+(h|ms|m|s))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)];
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (msOfUnit[unit] ?? 0), 0);
}
