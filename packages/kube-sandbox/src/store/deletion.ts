// What a delete call does to an object: remove it, or mark it and wait.
import { formatTime } from '../timestamp';
import type { Resource, ResourceDefinition } from './resource-definitions';
import { conflict } from './status-error';
import type { DeleteOptions, Draft, KubeObject, Stored } from './store-types';

const orphanFinalizer = 'orphan';
const foregroundFinalizer = 'foregroundDeletion';
const defaultGraceSeconds = 30;

/**
 * Writes the marks of a deletion into the draft of the present object.
 * Throws `StatusError` Conflict when a precondition does not hold.
 * Source: `BeforeDelete` and `deletionFinalizersForGarbageCollection` of the generic registry.
 */
export function markDeleted(resource: Resource, draft: Draft, options: DeleteOptions, now: Date): void {
  setPropagation(resource, draft, options);
  const seconds = getGraceSeconds(resource, draft, options.gracePeriodSeconds);
  const left = draft.metadata.deletionGracePeriodSeconds ?? 0;
  if (draft.metadata.deletionTimestamp !== undefined && seconds >= left) return;
  draft.metadata.deletionTimestamp = formatTime(new Date(now.getTime() + seconds * 1000));
  if (draft.metadata.generation !== undefined) draft.metadata.generation += 1;
  if (resource === 'namespaces') terminate(draft as Draft<'namespaces'>);
  else draft.metadata.deletionGracePeriodSeconds = seconds;
}

/** Whether nothing delays the removal of a marked object any more: no grace period, no finalizer. */
export function isReleased(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds > 0 || finalizers.length > 0) return false;
  return object.kind !== 'Namespace' || ((object as Stored<'namespaces'>).spec?.finalizers ?? []).length === 0;
}

/** Throws `StatusError` Conflict when the object is not the one that the preconditions describe. */
export function checkPreconditions(definition: ResourceDefinition, object: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = object;
  // Kubernetes names the kind here where it names the resource elsewhere.
  const kind = { ...definition, plural: definition.kind };
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw conflict(kind, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw conflict(kind, metadata.name, why);
  }
}

function setPropagation(resource: Resource, draft: Draft, { propagationPolicy }: DeleteOptions): void {
  // batch/v1 keeps the pods of a Job when the call does not mention them, for the sake of old clients.
  const policy = propagationPolicy ?? (resource === 'jobs' ? 'Orphan' : undefined);
  if (policy === undefined) return;
  const finalizers = (draft.metadata.finalizers ?? []).filter(
    (name) => name !== orphanFinalizer && name !== foregroundFinalizer,
  );
  if (policy === 'Orphan') finalizers.push(orphanFinalizer);
  if (policy === 'Foreground') finalizers.push(foregroundFinalizer);
  if (finalizers.length > 0) draft.metadata.finalizers = finalizers;
  else delete draft.metadata.finalizers;
}

function getGraceSeconds(resource: Resource, draft: Draft, requested: number | undefined): number {
  if (resource !== 'pods') return 0;
  const { spec, status } = draft as Draft<'pods'>;
  if (!spec?.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  return requested ?? spec.terminationGracePeriodSeconds ?? defaultGraceSeconds;
}

function terminate(namespace: Draft<'namespaces'>): void {
  namespace.status = { ...namespace.status, phase: 'Terminating' };
}
