// The object store of the embedded cluster, as its API server and controllers use it.
import { standardAdmissions } from './admissions';
import { MemoryStore, type StoreOptions } from './memory-store';
import type { Store } from './types';

export type { Resource, ResourceDefinition } from './resources';
export { apiVersionOf, definitionOf, resourceDefinitions } from './resources';
export type { LabelSelector, Requirement } from './selectors';
export { equalLabels, matchesLabels, parseFieldSelector, parseLabelSelector, selectorOf } from './selectors';
export { StatusError } from './status-error';
export type * from './types';

/** An empty store with the rules of a Kubernetes API server. */
export function createStore(options: Omit<StoreOptions, 'admissions'> = {}): Store {
  return new MemoryStore({ ...options, admissions: standardAdmissions });
}
