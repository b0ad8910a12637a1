// The log of all changes: it updates the objects and their history, and reports to watchers in order.
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

/** The tables of all resources with their common counter of versions. */
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
    const table = this.#tables.get(resource);
    if (!table) throw new Error(`the store has no resource "${resource}"`);
    return table;
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
