// Starts the nodes of the embedded cluster: their kubelets and the NodePort proxy.
import { StartCongestion } from '../start-congestion';
import type { Store, WatchEvent } from '../store';
import { rfc3339 } from '../time';
import type { ClusterConditions } from '../types';
import { AddressPool, addressAt } from './address-pool';
import { Kubelet } from './kubelet';
import { MemoryLimit } from './memory-limit';
import { nodeObject } from './node-object';
import { NodePortProxy } from './node-port-proxy';
import type { NodeContext, NodeOptions, Nodes } from './types';
import { usualUsage } from './usage';

export type { AddressBlock, NodeOptions, Nodes } from './types';

/** Registers the nodes, runs the pods that are bound to them and serves NodePorts. */
export function startNodes(store: Store, options: NodeOptions): Nodes {
  const end = new AbortController();
  const addresses = options.nodes.map((_node, index) => addressAt(options.addresses, index + 1));
  const kubelets = startKubelets(store, options, addresses, end.signal);
  const unsubscribe = routePods(store, kubelets);
  const proxy = new NodePortProxy(store, addresses, options);
  return {
    log: (podUid, container, previous) => first(kubelets, (kubelet) => kubelet.log(podUid, container, previous)),
    podUsage: (podUid) => first(kubelets, (kubelet) => kubelet.podUsage(podUid)),
    nodeUsage: (nodeName) => kubelets.get(nodeName)?.usage(),
    async stop(): Promise<void> {
      end.abort();
      unsubscribe();
      await Promise.all([proxy.stop(), ...[...kubelets.values()].map((kubelet) => kubelet.stop())]);
    },
  };
}

const RESTART_BACKOFF = { initialMs: 1_000, maxMs: 30_000 };

function startKubelets(
  store: Store,
  options: NodeOptions,
  nodeAddresses: readonly string[],
  signal: AbortSignal,
): ReadonlyMap<string, Kubelet> {
  const { conditions, nodes } = options;
  const pool = new AddressPool(options.addresses, nodes.length + 1, conditions?.podAddresses);
  const memory = new MemoryLimit(conditions?.memoryForPods);
  const congestion = new StartCongestion(conditions);
  const kubelets = new Map<string, Kubelet>();
  for (const [index, spec] of nodes.entries()) {
    const address = nodeAddresses[index] ?? '';
    const node = store.create('nodes', nodeObject(spec, address, rfc3339(new Date()), conditions));
    const context: NodeContext = {
      store,
      options,
      node: { name: spec.name, address },
      memory,
      congestion,
      backoff: RESTART_BACKOFF,
      signal,
    };
    for (const state of statesOf(spec.name, conditions)) {
      const message = `Node ${spec.name} status is now: ${state}`;
      options.recorder.record({ component: 'kubelet', host: spec.name }, node, {
        type: 'Normal',
        reason: state,
        message,
      });
    }
    kubelets.set(spec.name, new Kubelet(context, pool, options.usage ?? usualUsage));
  }
  return kubelets;
}

/** What the kubelet tells of its node when it starts. */
function statesOf(name: string, conditions: ClusterConditions = {}): readonly string[] {
  return [
    conditions.notReadyNodes?.includes(name) ? 'NodeNotReady' : 'NodeReady',
    ...(conditions.cordonedNodes?.includes(name) ? ['NodeNotSchedulable'] : []),
  ];
}

function routePods(store: Store, kubelets: ReadonlyMap<string, Kubelet>): () => void {
  const route = (event: WatchEvent<'pods'>): void => kubelets.get(event.object.spec?.nodeName ?? '')?.podChanged(event);
  for (const object of store.list('pods')) route({ type: 'ADDED', object });
  return store.watch('pods', route);
}

function first<Value>(
  kubelets: ReadonlyMap<string, Kubelet>,
  ask: (kubelet: Kubelet) => Value | undefined,
): Value | undefined {
  for (const kubelet of kubelets.values()) {
    const answer = ask(kubelet);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
