// The rules over several objects that every cluster has.
import type { Admission } from '../admission';
import type { Store } from '../store-types';
import { QuotaAdmission } from './quota-admission';
import { ServiceAccountAdmission } from './service-account-admission';
import { type NodePortRange, ServiceAllocator } from './service-allocator';

/** In the order in which Kubernetes applies them. */
export function createStandardAdmissions(store: Store, nodePorts: NodePortRange): readonly Admission[] {
  return [new ServiceAccountAdmission(store), new QuotaAdmission(store), new ServiceAllocator(nodePorts)];
}
