// Removes objects that have lost their owner, and finishes deletions in the foreground and with orphans.
import {
  type Dependent,
  getDefinition,
  type KubeObject,
  type OwnerReference,
  type Resource,
  resourceDefinitions,
} from '../../store';
import { type ControllerContext, observe } from '../controller-context';
import { WorkQueue } from '../work-queue';

/** Starts the garbage collector. Source of its rules: `pkg/controller/garbagecollector` of Kubernetes 1.20. */
export function startGarbageCollector(context: ControllerContext): void {
  const collector = new GarbageCollector(context);
  for (const resource of resourceDefinitions.keys()) {
    if (resource === 'events') continue;
    observe(context, resource, ({ type, object }) => collector.changed(type, resource, object));
  }
}

class GarbageCollector {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue({ sync: (key) => this.#sync(key), signal: context.signal });
  }

  changed(type: 'ADDED' | 'MODIFIED' | 'DELETED', resource: Resource, object: KubeObject): void {
    const { ownerReferences = [], uid, namespace } = object.metadata;
    if (type !== 'DELETED') {
      if (ownerReferences.length > 0 || isWaiting(object)) this.#queue.add(createKey(resource, object));
      return;
    }
    for (const dependent of this.#context.store.listDependents(uid))
      this.#queue.add(createKey(dependent.resource, dependent.object));
    for (const reference of ownerReferences) {
      const owner = this.#findOwner(reference, namespace);
      if (owner && isWaiting(owner.object)) this.#queue.add(createKey(owner.resource, owner.object));
    }
  }

  #sync(key: string): void {
    const [resource, namespace, name = ''] = key.split('/');
    const object = this.#context.store.find(resource as Resource, namespace || undefined, name) as
      | KubeObject
      | undefined;
    if (!object) return;
    const item = { resource: resource as Resource, object };
    const { finalizers = [], deletionTimestamp } = object.metadata;
    if (deletionTimestamp !== undefined && finalizers.includes(orphanFinalizer)) this.#orphanDependents(item);
    else if (isForeground(object)) this.#deleteDependents(item);
    else if (deletionTimestamp === undefined) this.#checkOwners(item);
  }

  #orphanDependents(owner: Dependent): void {
    const { uid } = owner.object.metadata;
    for (const { resource, object } of this.#context.store.listDependents(uid))
      this.#dropOwners(resource, object, [uid]);
    this.#removeFinalizer(owner, orphanFinalizer);
  }

  #deleteDependents(owner: Dependent): void {
    const { uid } = owner.object.metadata;
    const dependents = this.#context.store.listDependents(uid);
    const blocking = dependents.filter(({ object: { metadata } }) =>
      (metadata.ownerReferences ?? []).some(
        (reference) => reference.uid === uid && reference.blockOwnerDeletion === true,
      ),
    );
    if (blocking.length === 0) this.#removeFinalizer(owner, foregroundFinalizer);
    for (const { resource, object } of dependents) this.#queue.add(createKey(resource, object));
  }

  /** Deletes an object none of whose owners is left, or drops those that are not. */
  #checkOwners({ resource, object }: Dependent): void {
    const { ownerReferences = [], namespace, uid } = object.metadata;
    if (ownerReferences.length === 0 || this.#context.policies.find('no-garbage-collection', object)) return;
    const states = ownerReferences.map((reference) => ({ reference, owner: this.#findOwner(reference, namespace) }));
    const waiting = states.filter(({ owner }) => owner && isForeground(owner.object));
    const solid = states.filter(({ owner }) => owner && !isForeground(owner.object));
    if (solid.length === states.length) return;
    if (solid.length > 0) {
      const kept = new Set(solid.map(({ reference }) => reference.uid));
      this.#dropOwners(
        resource,
        object,
        ownerReferences.map((reference) => reference.uid).filter((owner) => !kept.has(owner)),
      );
      return;
    }
    const foreground = waiting.length > 0 && this.#context.store.listDependents(uid).length > 0;
    const propagationPolicy = foreground ? 'Foreground' : 'Background';
    this.#context.store.delete(resource, namespace, object.metadata.name, {
      propagationPolicy,
      preconditions: { uid },
    });
  }

  #findOwner({ kind, name, uid }: Readonly<OwnerReference>, namespace: string | undefined): Dependent | undefined {
    const resource = resourcesByKind.get(kind);
    if (!resource) return undefined;
    const found = this.#context.store.find(resource, getDefinition(resource).namespaced ? namespace : undefined, name);
    return found?.metadata.uid === uid ? { resource, object: found as KubeObject } : undefined;
  }

  #dropOwners(resource: Resource, { metadata }: KubeObject, uids: readonly string[]): void {
    this.#context.store.patch(resource, metadata.namespace, metadata.name, (draft) => {
      draft.metadata.ownerReferences = (draft.metadata.ownerReferences ?? []).filter(({ uid }) => !uids.includes(uid));
      if (draft.metadata.ownerReferences.length === 0) delete draft.metadata.ownerReferences;
    });
  }

  #removeFinalizer({ resource, object: { metadata } }: Dependent, finalizer: string): void {
    this.#context.store.patch(resource, metadata.namespace, metadata.name, (draft) => {
      draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((name) => name !== finalizer);
    });
  }
}

const orphanFinalizer = 'orphan';
const foregroundFinalizer = 'foregroundDeletion';

const resourcesByKind: ReadonlyMap<string, Resource> = new Map(
  [...resourceDefinitions.values()].map(({ kind, plural }) => [kind, plural]),
);

/** Whether the object is being deleted and the collector has something to do first. */
function isWaiting(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return isForeground(object) || (deletionTimestamp !== undefined && finalizers.includes(orphanFinalizer));
}

/** Whether the object is being deleted and takes its dependents along first. */
function isForeground({ metadata: { deletionTimestamp, finalizers = [] } }: KubeObject): boolean {
  return deletionTimestamp !== undefined && finalizers.includes(foregroundFinalizer);
}

function createKey(resource: Resource, { metadata }: KubeObject): string {
  return `${resource}/${metadata.namespace ?? ''}/${metadata.name}`;
}
