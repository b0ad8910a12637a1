// Where changes are written: the objects, the history, and the order in which watchers learn of them.
import type { Admission } from './admission';
import { History } from './change-history';
import { Collection } from './collection';
import { Dispatcher } from './event-dispatcher';
import { OwnerIndex } from './owner-index';
import { type Resource, resourceDefinitions } from './resource-definitions';
import type { KubeObject, Stored, WatchEvent } from './store-types';

/** Everything about one resource. */
export interface ResourceTable {
  readonly collection: Collection;
  readonly history: History;
  readonly handlers: Set<(event: WatchEvent) => void>;
}

/** All shelves with their common counter of versions. */
export class ChangeLog {
  readonly #admissions: readonly Admission[];
  readonly owners = new OwnerIndex();
  readonly #tables: ReadonlyMap<Resource, ResourceTable>;
  readonly #dispatcher = new Dispatcher();
  #version = 0;

  constructor(historySize: number, admissions: readonly Admission[]) {
    this.#admissions = admissions;
    this.#tables = new Map(
      [...resourceDefinitions.keys()].map((resource) => [
        resource,
        { collection: new Collection(resource), history: new History(historySize), handlers: new Set() },
      ]),
    );
  }

  get resourceVersion(): number {
    return this.#version;
  }

  nextVersion(): string {
    this.#version += 1;
    return String(this.#version);
  }

  getTable(resource: Resource): ResourceTable {
    const shelf = this.#tables.get(resource);
    if (!shelf) throw new Error(`the store has no resource "${resource}"`);
    return shelf;
  }

  /** Makes a change visible, remembers it and reports it. `previous` is what it replaces or removes. */
  commit(
    resource: Resource,
    type: WatchEvent['type'],
    object: KubeObject,
    previous: KubeObject | undefined,
  ): KubeObject {
    const { collection, history, handlers } = this.getTable(resource);
    if (type === 'DELETED' && previous) collection.remove(previous);
    else collection.set(object);
    this.owners.replace(resource, previous, type === 'DELETED' ? undefined : object);
    const event = { type, object: object as Stored, ...(previous ? { previous: previous as Stored } : {}) };
    history.push(event);
    for (const admission of this.#admissions) admission.committed(resource, event);
    this.#dispatcher.dispatch(event, handlers);
    return object;
  }
}
