// Starts the nodes of the embedded cluster: their kubelets and the NodePort proxy.

import type { Policies } from '../policy-lookup';
import { StartDelays } from '../start-delays';
import type { Store, WatchEvent } from '../store';
import { formatTime } from '../timestamp';
import { AddressPool, getAddress } from './address-pool';
import { Kubelet } from './kubelet';
import { createNodeObject, type NodeState } from './node-object';
import type { NodeContext, NodeOptions, Nodes } from './node-options';
import { NodePortProxy } from './node-port-proxy';
import { OomKiller } from './oom-killer';

export type { NodeOptions, Nodes } from './node-options';

/** Registers the nodes, runs the pods that are bound to them and serves NodePorts. */
export function startNodes(store: Store, options: NodeOptions): Nodes {
  const end = new AbortController();
  const addresses = options.nodes.map((_node, index) => getAddress(options.addresses, index + 1));
  const kubelets = startKubelets(store, options, addresses, end.signal);
  const unsubscribe = routePods(store, kubelets);
  const proxy = new NodePortProxy(store, addresses, options);
  return {
    log: (podUid, container, previous) => findFirst(kubelets, (kubelet) => kubelet.log(podUid, container, previous)),
    podUsage: (podUid) => findFirst(kubelets, (kubelet) => kubelet.podUsage(podUid)),
    nodeUsage: (nodeName) => kubelets.get(nodeName)?.usage(),
    async stop(): Promise<void> {
      end.abort();
      unsubscribe();
      await Promise.all([proxy.stop(), ...[...kubelets.values()].map((kubelet) => kubelet.stop())]);
    },
  };
}

const restartBackoff = { initialMs: 1_000, maxMs: 30_000 };

function startKubelets(
  store: Store,
  options: NodeOptions,
  nodeAddresses: readonly string[],
  signal: AbortSignal,
): ReadonlyMap<string, Kubelet> {
  const { policies, nodes } = options;
  const limit = Math.min(...policies.listNamed('pod-addresses').map(({ most }) => most));
  const pool = new AddressPool(options.addresses, nodes.length + 1, limit);
  const oomKiller = new OomKiller(policies);
  const startDelays = new StartDelays(policies);
  const kubelets = new Map<string, Kubelet>();
  for (const [index, spec] of nodes.entries()) {
    const address = nodeAddresses[index] ?? '';
    const state = findNodeState(policies, spec.name);
    const node = store.create('nodes', createNodeObject(spec, address, formatTime(new Date()), state));
    const context: NodeContext = {
      store,
      options,
      node: { name: spec.name, address },
      oomKiller,
      startDelays,
      backoff: restartBackoff,
      signal,
    };
    for (const reason of listEventReasons(state)) {
      const message = `Node ${spec.name} status is now: ${reason}`;
      options.recorder.record({ component: 'kubelet', host: spec.name }, node, {
        type: 'Normal',
        reason,
        message,
      });
    }
    kubelets.set(spec.name, new Kubelet(context, pool));
  }
  return kubelets;
}

function findNodeState(policies: Policies, name: string): NodeState {
  return {
    ready: policies.listNamed('node-not-ready').every(({ node }) => node !== name),
    cordoned: policies.listNamed('node-cordoned').some(({ node }) => node === name),
  };
}

/** Reasons of the events that the kubelet records about its node when it starts. */
function listEventReasons({ ready, cordoned }: NodeState): readonly string[] {
  return [ready ? 'NodeReady' : 'NodeNotReady', ...(cordoned ? ['NodeNotSchedulable'] : [])];
}

function routePods(store: Store, kubelets: ReadonlyMap<string, Kubelet>): () => void {
  const route = (event: WatchEvent<'pods'>): void => kubelets.get(event.object.spec?.nodeName ?? '')?.podChanged(event);
  for (const object of store.list('pods')) route({ type: 'ADDED', object });
  return store.watch('pods', route);
}

function findFirst<Value>(
  kubelets: ReadonlyMap<string, Kubelet>,
  read: (kubelet: Kubelet) => Value | undefined,
): Value | undefined {
  for (const kubelet of kubelets.values()) {
    const value = read(kubelet);
    if (value !== undefined) return value;
  }
  return undefined;
}
