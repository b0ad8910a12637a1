// The object store of the embedded cluster, as its API server and controllers use it.
import { defaultNodePorts, type NodePortRange } from './admissions/service-allocator';
import { createStandardAdmissions } from './admissions/standard-admissions';
import { MemoryStore, type StoreOptions } from './memory-store';
import type { Store } from './store-types';

export type { NodePortRange } from './admissions/service-allocator';
export type { Resource, ResourceDefinition } from './resource-definitions';
export { formatApiVersion, getDefinition, resourceDefinitions } from './resource-definitions';
export type { LabelSelector, Requirement } from './selectors';
export { matchesLabels, parseFieldSelector, parseLabelSelector, parseSelectorObject, selectLabels } from './selectors';
export { StatusError } from './status-error';
export type * from './store-types';

/** An empty store with the rules of a Kubernetes API server. */
export function createStore({
  nodePorts = defaultNodePorts,
  ...options
}: Omit<StoreOptions, 'admissions'> & { readonly nodePorts?: NodePortRange } = {}): Store {
  return new MemoryStore({ ...options, admissions: (store) => createStandardAdmissions(store, nodePorts) });
}
