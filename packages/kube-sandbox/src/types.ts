// What the embedded cluster is started with and what it offers.
import type { Program } from './program';

/** A node of the embedded cluster; amounts are Kubernetes quantities. */
export interface NodeSpec {
  readonly name: string;
  readonly allocatable: Readonly<Record<string, string>>;
}

/** The node of a cluster that nothing else is said of: it bears 1,000 light pods. */
export const usualNode: NodeSpec = {
  name: 'worker-node',
  allocatable: { cpu: '128', memory: '512Gi', pods: '1100', 'nvidia.com/gpu.shared': '1100' },
};

/** A state that the cluster is in from its start: what limits or breaks pods. */
export interface ClusterConditions {
  /** Names of nodes that do not report Ready. */
  readonly notReadyNodes?: readonly string[];
  /** Names of nodes that take no new pods. */
  readonly cordonedNodes?: readonly string[];
  /** How many pods get an address at a time; the others stay in ContainerCreating with FailedCreatePodSandBox events. */
  readonly podAddresses?: number;
  /** Pods of streaming jobs that may run at a time; those started beyond are killed as OOMKilled soon after. */
  readonly memoryForPods?: number;
  /** Additional delays of each pod's start, in milliseconds: before it is scheduled, while its image is pulled, before its container starts. */
  readonly startDelaysMs?: {
    readonly scheduling?: number;
    readonly imagePull?: number;
    readonly container?: number;
    /** Only pods of streaming jobs are delayed, and only those that come when so many others are there. */
    readonly beyondPods?: number;
  };
  /** How many Services pods may create in a minute; the API server answers 429 to further ones. */
  readonly serviceCreationsPerMinute?: number;
  /** A NodePort refuses connections for a moment after its pod has refused one, as iptables would at once. */
  readonly refusalsCloseNodePorts?: boolean;
}

export interface ClusterOptions {
  /** Container images by name; a pod with another image stays in ErrImageNeverPull / ImagePullBackOff. */
  readonly images: ReadonlyMap<string, Program>;
  /** Default: `usualNode` alone. */
  readonly nodes?: readonly NodeSpec[];
  /** Time from scheduled to Ready, uniformly distributed. Default 50 to 300 ms. */
  readonly podStartMs?: { readonly min: number; readonly max: number };
  /** Whether metrics.k8s.io is served. Default true. */
  readonly metricsApi?: boolean;
  /** Names of cluster faults of the catalogue. */
  readonly faults?: readonly string[];
  readonly conditions?: ClusterConditions;
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
