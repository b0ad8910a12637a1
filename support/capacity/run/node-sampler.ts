// Samples the allocatable, requested and used resources of the nodes during a capacity run.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Node, V1Pod } from '@kubernetes/client-node';
import { readNodeMetrics } from '../../cluster/readings/metrics';
import type { ClusterConnection } from '../../cluster/transport/connection';
import { isKubernetesError } from '../../cluster/transport/kubernetes-error';
import type { ClusterObserver } from '../../cluster/watch/cluster-observer';
import { toMessageChain } from '../../common/errors';
import type { Amounts, CapacityNode, NodeSample } from '../capacity-record';
import { add, readAmounts, sumRequests } from './amounts';

export interface NodeReadings {
  readonly nodes: readonly CapacityNode[];
  readonly notMeasured?: string;
}

interface SamplerOptions {
  readonly cluster: ClusterConnection;
  readonly observer: ClusterObserver;
  readonly everyMs: number;
  /** Milliseconds since the start of the run. */
  readonly now: () => number;
}

/** The deadline of its calls, so that a slow API server costs samples and not the run. */
const sampleDeadlineMs = 10_000;

export class NodeSampler {
  readonly #options: SamplerOptions;
  readonly #samples = new Map<string, NodeSample[]>();
  #nodes: readonly V1Node[] = [];
  /** Requests of the pods of other namespaces, which do not change during the run. */
  #elsewhere = new Map<string, Amounts>();
  #notMeasured: string | undefined;
  #sampling: Promise<void> = Promise.resolve();

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  /** Takes the first sample, then one at every interval until `until` aborts. */
  async start(until: AbortSignal): Promise<void> {
    await this.#attempt(until, async () => {
      this.#elsewhere = await this.#readRequestsElsewhere(until);
    });
    await this.#sample(until);
    this.#sampling = this.#goOn(until);
  }

  /** The readings, after the last sample. */
  async collectReadings(): Promise<NodeReadings> {
    await this.#sampling;
    const nodes = this.#nodes.map((node) => readNode(node, this.#samples.get(readName(node)) ?? []));
    return { nodes, ...(this.#notMeasured === undefined ? {} : { notMeasured: this.#notMeasured }) };
  }

  async #goOn(until: AbortSignal): Promise<void> {
    while (await delay(this.#options.everyMs, true, { signal: until }).catch(() => false)) await this.#sample(until);
  }

  async #sample(until: AbortSignal): Promise<void> {
    const cluster = this.#scopeCalls(until);
    const atMs = this.#options.now();
    await this.#attempt(until, async () => {
      this.#nodes = (await cluster.core.listNode()).items;
    });
    const usage = await this.#readUsage(cluster, until);
    const requested = sumByNode(this.#options.observer.pods.listObjects());
    for (const node of this.#nodes) {
      const name = readName(node);
      const used = usage?.get(name);
      const amounts = add(requested.get(name), this.#elsewhere.get(name));
      const samples = this.#samples.get(name) ?? [];
      samples.push({ atMs, requested: amounts, ...(used === undefined ? {} : { used }) });
      this.#samples.set(name, samples);
    }
  }

  async #readUsage(cluster: ClusterConnection, until: AbortSignal): Promise<ReadonlyMap<string, Amounts> | undefined> {
    let usage: ReadonlyMap<string, Amounts> | undefined;
    await this.#attempt(until, async () => {
      const metrics = await readNodeMetrics(cluster);
      if ('absent' in metrics) this.#notMeasured = metrics.absent;
      else usage = new Map([...metrics].map(([name, { cpu, memoryBytes }]) => [name, { cpu, memory: memoryBytes }]));
    });
    return usage;
  }

  async #readRequestsElsewhere(until: AbortSignal): Promise<Map<string, Amounts>> {
    const { core, namespace } = this.#scopeCalls(until);
    const { items } = await core.listPodForAllNamespaces({ fieldSelector: `metadata.namespace!=${namespace}` });
    return sumByNode(items);
  }

  #scopeCalls(until: AbortSignal): ClusterConnection {
    return this.#options.cluster.scoped(AbortSignal.any([until, AbortSignal.timeout(sampleDeadlineMs)]));
  }

  /** A reading that fails is missing in the report, with its reason; it does not end the run. */
  async #attempt(until: AbortSignal, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (until.aborted) return;
      const slow = error instanceof DOMException && error.name === 'TimeoutError';
      if (!slow && !isKubernetesError(error)) throw error;
      this.#notMeasured ??= toMessageChain(error);
    }
  }
}

function sumByNode(pods: readonly V1Pod[]): Map<string, Amounts> {
  const sums = new Map<string, Amounts>();
  for (const pod of pods) {
    const node = pod.spec?.nodeName;
    const over = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (node && !over) sums.set(node, add(sums.get(node), sumRequests(pod)));
  }
  return sums;
}

function readNode(node: V1Node, samples: readonly NodeSample[]): CapacityNode {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const taints = (node.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);
  const isReady = ready?.status === 'True';
  const why = isReady ? [] : [`Ready is ${ready?.status ?? 'not reported'}: ${ready?.message ?? ready?.reason ?? ''}`];
  return {
    name: readName(node),
    allocatable: readAmounts(node.status?.allocatable),
    ready: isReady,
    cordoned: node.spec?.unschedulable === true,
    condition: [...why, ...taints].join(', '),
    samples,
  };
}

function readName(node: V1Node): string {
  return node.metadata?.name ?? '';
}
