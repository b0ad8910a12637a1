// What the embedded cluster is started with and what it offers.

import type { Program } from './container-program';
import type { ClusterPolicy, Selector } from './policies';
import type { NodePortRange } from './store';

/** A node of the embedded cluster; amounts are Kubernetes quantities. */
export interface NodeSpec {
  readonly name: string;
  readonly allocatable: Readonly<Record<string, string>>;
}

/** The only node of a cluster that is started without others: it sustains 1,000 light pods. */
export const usualNode: NodeSpec = {
  name: 'worker-node',
  allocatable: { cpu: '128', memory: '512Gi', pods: '1100' },
};

export interface ClusterOptions {
  /** Container images by name; a pod with another image stays in ErrImageNeverPull / ImagePullBackOff. */
  readonly images: ReadonlyMap<string, Program>;
  /** Default: `usualNode` alone. */
  readonly nodes?: readonly NodeSpec[];
  /** Time from scheduled to Ready, uniformly distributed. Default 50 to 300 ms. */
  readonly podStartMs?: { readonly min: number; readonly max: number };
  /** Default 30000 to 32767. */
  readonly nodePorts?: NodePortRange;
  /** Pods that start as soon as they are scheduled, without this time. Default: none. */
  readonly instantPods?: Selector;
  /** Whether metrics.k8s.io is served. Default true. */
  readonly metricsApi?: boolean;
  /** How the cluster deviates from a healthy one. Default: not at all. */
  readonly policies?: readonly ClusterPolicy[];
}

export interface EmbeddedCluster {
  /** Address of the API server, https. */
  readonly url: string;
  /** Text of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Address of the node, where NodePorts answer. */
  readonly nodeAddress: string;
  /** Stops controllers, containers and listeners; resolves when no socket or timer is left. */
  stop(): Promise<void>;
}
