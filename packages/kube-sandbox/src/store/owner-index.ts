// Which objects name which owner, over all resources, for the garbage collector.
import type { Resource } from './resource-definitions';
import type { Dependent, KubeObject } from './store-types';

/** Dependents by their owner's uid. */
export class OwnerIndex {
  readonly #byOwner = new Map<string, Map<string, Dependent>>();

  /** Records a change; `object` is absent when it was removed, `previous` when it was added. */
  replace(resource: Resource, previous: KubeObject | undefined, object: KubeObject | undefined): void {
    for (const owner of listOwners(previous)) this.#remove(owner, previous);
    for (const owner of listOwners(object)) this.#add(owner, resource, object);
  }

  listDependents(ownerUid: string): readonly Dependent[] {
    return [...(this.#byOwner.get(ownerUid)?.values() ?? [])];
  }

  #add(owner: string, resource: Resource, object: KubeObject | undefined): void {
    if (!object) return;
    const dependents = this.#byOwner.get(owner) ?? new Map<string, Dependent>();
    this.#byOwner.set(owner, dependents.set(object.metadata.uid, { resource, object }));
  }

  #remove(owner: string, object: KubeObject | undefined): void {
    const dependents = this.#byOwner.get(owner);
    if (!dependents || !object) return;
    dependents.delete(object.metadata.uid);
    if (dependents.size === 0) this.#byOwner.delete(owner);
  }
}

function listOwners(object: KubeObject | undefined): readonly string[] {
  return (object?.metadata.ownerReferences ?? []).map(({ uid }) => uid);
}
