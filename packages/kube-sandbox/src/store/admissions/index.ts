// The rules over several objects that every cluster has.
import type { Admission } from '../admission';
import type { Store } from '../types';
import { QuotaAdmission } from './quota';
import { ServiceAccountAdmission } from './service-account';
import { ServiceAllocator } from './service-allocator';

/** In the order in which Kubernetes applies them. */
export function standardAdmissions(store: Store): readonly Admission[] {
  return [new ServiceAccountAdmission(store), new QuotaAdmission(store), new ServiceAllocator()];
}
