// metrics.k8s.io: what nodes and pods use at the moment.
import { usageWindowMs } from '../node/container-usage';
import type { ContainerUsage, UsageSource } from '../part-interfaces';
import { getDefinition, type KubeObject, parseFieldSelector, parseLabelSelector } from '../store';
import { notFound } from '../store/status-error';
import { formatTime } from '../timestamp';
import type { Answer, ApiContext, Call } from './api-context';
import { createJsonAnswer } from './json-answers';
import { getScope } from './object-calls';
import { methodNotAllowed, unknownResource } from './refusals';

/** Answers NodeMetrics and PodMetrics; a pod that does not run has none. Throws `StatusError` NotFound. */
export function answerMetrics(context: ApiContext, usage: UsageSource, call: Call): Answer {
  const { resource, version, verb } = call.info;
  const metrics = metricsKinds.find((candidate) => candidate.resource === resource);
  if (!metrics || version !== 'v1beta1') throw unknownResource();
  if (verb === 'get') return getMetrics(context, usage, call, metrics);
  if (verb === 'list') return listMetrics(context, usage, call, metrics);
  throw methodNotAllowed();
}

interface MetricsKind {
  readonly resource: 'pods' | 'nodes';
  readonly kind: string;
  measure(object: KubeObject, usage: UsageSource): object | undefined;
}

const metricsKinds: readonly MetricsKind[] = [
  { resource: 'pods', kind: 'PodMetrics', measure: measurePod },
  { resource: 'nodes', kind: 'NodeMetrics', measure: measureNode },
];

function getMetrics({ store }: ApiContext, usage: UsageSource, { info }: Call, metrics: MetricsKind): Answer {
  const { resource, kind, measure } = metrics;
  const object = store.find(resource, getScope(getDefinition(resource), info.namespace), info.name);
  const measured = object && measure(object, usage);
  if (!measured) throw notFound({ plural: resource, group: 'metrics.k8s.io', kind }, info.name);
  return createJsonAnswer(200, { kind, apiVersion: 'metrics.k8s.io/v1beta1', ...measured });
}

function listMetrics({ store }: ApiContext, usage: UsageSource, { info }: Call, metrics: MetricsKind): Answer {
  const { resource, kind, measure } = metrics;
  const objects = store.list(resource, getScope(getDefinition(resource), info.namespace), {
    labels: parseLabelSelector(info.query.get('labelSelector') ?? ''),
    fields: parseFieldSelector(info.query.get('fieldSelector') ?? ''),
  });
  const items = objects.map((object) => measure(object, usage)).filter((measured) => measured !== undefined);
  return createJsonAnswer(200, { kind: `${kind}List`, apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items });
}

/** The time over which the figures are measured, as the answer reports it: that from one sample to the next. */
const measuringWindow = `${usageWindowMs / 1_000}s`;

function measurePod(pod: KubeObject, usage: UsageSource): object | undefined {
  const containers = usage.podUsage(pod.metadata.uid);
  if (!containers) return undefined;
  const { name, namespace, labels } = pod.metadata;
  const usages = containers.map(({ name: container, ...used }) => ({ name: container, usage: formatUsage(used) }));
  return { ...stampMetrics({ name, namespace, ...(labels ? { labels } : {}) }), containers: usages };
}

function measureNode({ metadata }: KubeObject, usage: UsageSource): object | undefined {
  const used = usage.nodeUsage(metadata.name);
  const { name, labels } = metadata;
  return used && { ...stampMetrics({ name, ...(labels ? { labels } : {}) }), usage: formatUsage(used) };
}

function stampMetrics(metadata: object): object {
  const timestamp = formatTime(new Date());
  return { metadata: { ...metadata, creationTimestamp: timestamp }, timestamp, window: measuringWindow };
}

function formatUsage({ cpuCores, memoryBytes }: Omit<ContainerUsage, 'name'>): { cpu: string; memory: string } {
  return { cpu: `${Math.round(cpuCores * 1e9)}n`, memory: `${Math.ceil(memoryBytes / 1024)}Ki` };
}
