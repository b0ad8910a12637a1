// How large a sandbox is where that differs from the usual.
import type { StandInOptions } from '../deployment/options';

/** Every part is optional; what is left out is as usual. */
export interface Size {
  /** Allocatable amounts by the name of the node, as Kubernetes quantities. Amounts that are left out are those of the usual node. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly standIn?: Pick<StandInOptions, 'slots' | 'streamResources' | 'imagePullPolicy' | 'quota' | 'freeNodePorts'>;
}
