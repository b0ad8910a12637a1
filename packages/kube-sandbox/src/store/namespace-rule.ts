// The rule that an object's namespace exists and is not being removed.
import { getDefinition, type ResourceDefinition } from './resource-definitions';
import { forbidden, notFound, StatusError } from './status-error';
import type { Draft, Store } from './store-types';

/**
 * Throws `StatusError` NotFound for an unknown namespace and Forbidden, with the cause `NamespaceTerminating`, for one that ends.
 * Source: the admission plugin NamespaceLifecycle.
 */
export function checkNamespace(store: Pick<Store, 'find'>, definition: ResourceDefinition, { metadata }: Draft): void {
  if (!definition.namespaced) return;
  const namespace = metadata.namespace ?? '';
  const found = store.find('namespaces', undefined, namespace);
  if (!found) throw notFound(getDefinition('namespaces'), namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const refusal = forbidden(definition, metadata.name, why);
  const message = `namespace ${namespace} is being terminated`;
  const causes = [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }];
  throw new StatusError(refusal.code, refusal.reason, refusal.message, { ...refusal.details, causes });
}
