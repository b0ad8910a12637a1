// The ways in which the cluster itself can misbehave, and whom they hit.
import type { KubeObject } from './store';

/** Cluster faults of the catalogue. */
const clusterFaultNames = [
  'container-exits',
  'container-restarts',
  'cpu-request-above-limit',
  'empty-log',
  'events-without-started',
  'garbage-collector-idle',
  'jobs-get-no-pods',
  'memory-leak',
  'no-events',
  'node-loses-gpu',
  'node-port-not-opened',
  'node-port-stays-open',
  'node-port-to-gone-pod',
  'pod-never-scheduled',
  'pod-not-owned',
  'pod-stuck-terminating',
  'server-connections-reset',
  'server-killed-once',
  'status-succeeded-while-running',
  'webhook-drops-limits',
] as const;

export type ClusterFaultName = (typeof clusterFaultNames)[number];

/** Whether a name of the catalogue is one of the cluster's. */
function isClusterFault(name: string): name is ClusterFaultName {
  return clusterFaultNames.some((known) => known === name);
}

/** The faults that one cluster was started with. But for the leak and those that name the server they concern jobs alone: the server under test stays as it is. */
export class ClusterFaults {
  private readonly active: ReadonlySet<ClusterFaultName>;

  /** Throws on a name that is not one of `clusterFaultNames`. */
  constructor(names: readonly string[] = []) {
    const unknown = names.find((name) => !isClusterFault(name));
    if (unknown !== undefined) {
      throw new Error(`"${unknown}" is not a fault of the cluster; expected one of ${clusterFaultNames.join(', ')}`);
    }
    this.active = new Set(names.filter(isClusterFault));
  }

  /** Whether the fault is on, whomever it hits. */
  isOn(name: ClusterFaultName): boolean {
    return this.active.has(name);
  }

  /** Whether the fault is on and the object (a Job, a pod or a Service) belongs to the streaming part of a job. */
  hits(name: ClusterFaultName, { metadata }: { readonly metadata: Pick<KubeObject['metadata'], 'name'> }): boolean {
    return this.active.has(name) && STREAMING_PART.test(metadata.name);
  }
}

const STREAMING_PART = /^grpc-(job|service)-/;
