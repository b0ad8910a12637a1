// How large a sandbox is and what state its cluster is in, where that differs from the usual.

import type { ClusterConditions } from 'kube-sandbox';
import type { StandInOptions } from '../deployment/options';

/** Every part is optional; what is left out is as usual. */
export interface Size {
  /** Allocatable amounts by the name of the node, as Kubernetes quantities. Amounts that are left out are those of the usual node. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly conditions?: ClusterConditions;
  readonly standIn?: Pick<StandInOptions, 'slots' | 'streamResources' | 'imagePullPolicy' | 'quota' | 'freeNodePorts'>;
}
