// The store, in memory.
import { isDeepStrictEqual } from 'node:util';
import type { Admission } from './admission';
import { cloneJson, withSharedParts } from './clone';
import { checkPreconditions, isReleased, markDeleted } from './deletion';
import { deepFreeze } from './freeze';
import { Journal } from './journal';
import { draftOf, draftWithSpecOf, keepIdentity, newDraft } from './metadata';
import { checkNamespace } from './namespaces';
import { definitionOf, type Resource } from './resources';
import { alreadyExists, conflict, invalid, notFound } from './status-error';
import { strategyOf } from './strategies';
import { metadataCauses } from './strategies/metadata-rules';
import type {
  DeleteOptions,
  Dependent,
  Draft,
  KubeObject,
  NewObject,
  Selection,
  Store,
  Stored,
  WatchEvent,
  WriteOptions,
} from './types';

export interface StoreOptions {
  /** Default: the system's clock. */
  readonly now?: () => Date;
  /** How many changes of each resource a watch can go back; default 4,000. */
  readonly historySize?: number;
  /** Rules over several objects, in their order. */
  readonly admissions?: (store: Store) => readonly Admission[];
}

/** The store that one embedded cluster lives in. */
export class MemoryStore implements Store {
  readonly #journal: Journal;
  readonly #now: () => Date;
  readonly #admissions: readonly Admission[];

  constructor({ now = () => new Date(), historySize = 4_000, admissions = () => [] }: StoreOptions = {}) {
    this.#now = now;
    this.#admissions = admissions(this);
    this.#journal = new Journal(historySize, this.#admissions);
  }

  get resourceVersion(): number {
    return this.#journal.resourceVersion;
  }

  create<R extends Resource>(resource: R, object: NewObject<R>, options: WriteOptions = {}): Stored<R> {
    const definition = definitionOf(resource);
    const draft = newDraft(definition, object as NewObject, this.#now()) as Draft<R>;
    checkNamespace(this, definition, draft);
    const strategy = strategyOf(resource);
    strategy.prepareCreate?.(draft);
    this.#check(resource, draft);
    if (this.find(resource, draft.metadata.namespace, draft.metadata.name)) {
      throw alreadyExists(definition, draft.metadata.name);
    }
    return this.#put(resource, undefined, draft, options);
  }

  get<R extends Resource>(resource: R, namespace: string | undefined, name: string): Stored<R> {
    const object = this.find(resource, namespace, name);
    if (!object) throw notFound(definitionOf(resource), name);
    return object;
  }

  find<R extends Resource>(resource: R, namespace: string | undefined, name: string): Stored<R> | undefined {
    return this.#journal.shelf(resource).collection.get(namespace, name) as Stored<R> | undefined;
  }

  list<R extends Resource>(resource: R, namespace?: string, selection?: Selection): readonly Stored<R>[] {
    return this.#journal.shelf(resource).collection.list(namespace, selection) as unknown as readonly Stored<R>[];
  }

  dependents(ownerUid: string): readonly Dependent[] {
    return this.#journal.owners.dependents(ownerUid);
  }

  update<R extends Resource>(resource: R, object: Draft<R>, options: WriteOptions = {}): Stored<R> {
    const stored = this.#current(resource, object);
    const draft = cloneJson(object);
    // A typed client may leave them out: the path of its call says which kind it is.
    draft.apiVersion = stored.apiVersion;
    draft.kind = stored.kind;
    keepIdentity(draft.metadata, stored.metadata);
    if (definitionOf(resource).status) keepField(draft, stored, 'status');
    strategyOf(resource).prepareUpdate?.(draft, stored);
    if (draft.metadata.generation !== undefined && !isDeepStrictEqual(draft['spec' as never], stored.spec)) {
      draft.metadata.generation += 1;
    }
    this.#check(resource, draft, stored);
    return this.#put(resource, stored, draft, options);
  }

  updateStatus<R extends Resource>(resource: R, object: Draft<R>, options: WriteOptions = {}): Stored<R> {
    const stored = this.#current(resource, object);
    const draft = draftWithSpecOf(stored) as Draft<R>;
    keepField(draft, cloneJson(object) as unknown as KubeObject, 'status');
    return this.#put(resource, stored, draft, options);
  }

  patch<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    change: (draft: Draft<R>) => void,
  ): Stored<R> | undefined {
    const stored = this.find(resource, namespace, name);
    return stored && this.#changed(resource, stored, draftOf(stored) as Draft<R>, change);
  }

  patchStatus<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    change: (draft: Draft<R>) => void,
  ): Stored<R> | undefined {
    const stored = this.find(resource, namespace, name);
    return stored && this.#changed(resource, stored, draftWithSpecOf(stored) as Draft<R>, change);
  }

  delete<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): Stored<R> {
    const stored = this.get(resource, namespace, name);
    checkPreconditions(definitionOf(resource), stored, options);
    const draft = draftWithSpecOf(stored) as Draft<R>;
    markDeleted(resource, draft as Draft, options, this.#now());
    if (resource !== 'pods' || options.dryRun) return this.#put(resource, stored, draft, options);
    const marked = this.#commit(resource, stored, draft);
    // Whoever was told of the mark may have removed the pod already.
    const current = this.find(resource, namespace, name);
    if (!current || current.metadata.uid !== marked.metadata.uid || !isReleased(current)) return marked;
    return this.#put(resource, current, draftWithSpecOf(current) as Draft<R>, options);
  }

  watch<R extends Resource>(resource: R, handler: (event: WatchEvent<R>) => void): () => void {
    const { handlers } = this.#journal.shelf(resource);
    const own = (event: WatchEvent): void => handler(event as unknown as WatchEvent<R>);
    handlers.add(own);
    return () => void handlers.delete(own);
  }

  since<R extends Resource>(resource: R, resourceVersion: number): readonly WatchEvent<R>[] {
    return this.#journal.shelf(resource).history.since(resourceVersion) as unknown as readonly WatchEvent<R>[];
  }

  #changed<R extends Resource>(
    resource: R,
    stored: Stored<R>,
    draft: Draft<R>,
    change: (draft: Draft<R>) => void,
  ): Stored<R> {
    change(draft);
    return this.#put(resource, stored, draft, {});
  }

  /** The stored object that a client's version replaces. */
  #current<R extends Resource>(resource: R, object: Draft<R>): Stored<R> {
    const { namespace, name, resourceVersion, uid } = object.metadata;
    const stored = this.get(resource, namespace, name);
    if (uid && uid !== stored.metadata.uid) {
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`;
      throw conflict(definitionOf(resource), name, why);
    }
    if (resourceVersion && resourceVersion !== stored.metadata.resourceVersion) {
      const why = 'the object has been modified; please apply your changes to the latest version and try again';
      throw conflict(definitionOf(resource), name, why);
    }
    return stored;
  }

  #check<R extends Resource>(resource: R, draft: Draft<R>, stored?: Stored<R>): void {
    const own = strategyOf(resource).validate?.(draft, stored) ?? [];
    const causes = [...metadataCauses(resource, draft as Draft, stored), ...own];
    if (causes.length > 0) throw invalid(definitionOf(resource), draft.metadata.name, causes);
    for (const admission of this.#admissions) admission.admit(resource, draft as Draft, stored as Stored | undefined);
  }

  /** Stores the draft in place of the stored object, or removes both when nothing holds the draft back any more. */
  #put<R extends Resource>(
    resource: R,
    stored: Stored<R> | undefined,
    draft: Draft<R>,
    { dryRun }: WriteOptions,
  ): Stored<R> {
    if (stored && isReleased(draft as unknown as KubeObject))
      return this.#removed(resource, stored, draft, dryRun === true);
    if (!dryRun) return this.#commit(resource, stored, draft);
    const object = draft as unknown as KubeObject;
    return deepFreeze(stored ? object : withoutVersion(object)) as Stored<R>;
  }

  /** Stores the draft unless it changes nothing. */
  #commit<R extends Resource>(resource: R, stored: Stored<R> | undefined, draft: Draft<R>): Stored<R> {
    const object = withSharedParts(stored, draft) as unknown as KubeObject;
    if (object === stored) return stored;
    const versioned = { ...object, metadata: { ...object.metadata, resourceVersion: this.#journal.nextVersion() } };
    const type = stored ? 'MODIFIED' : 'ADDED';
    return this.#journal.commit(resource, type, deepFreeze(versioned), stored) as Stored<R>;
  }

  /** As in Kubernetes, watchers get the state as it was last stored, under the version of the removal; the caller gets the marked one. */
  #removed<R extends Resource>(resource: R, stored: Stored<R>, draft: Draft<R>, dryRun: boolean): Stored<R> {
    if (!dryRun) {
      const resourceVersion = this.#journal.nextVersion();
      draft.metadata.resourceVersion = resourceVersion;
      const last: KubeObject = { ...(stored as KubeObject), metadata: { ...stored.metadata, resourceVersion } };
      this.#journal.commit(resource, 'DELETED', deepFreeze(last), stored);
    }
    return deepFreeze(draft) as unknown as Stored<R>;
  }
}

/** An object that was never stored has no version. */
function withoutVersion({ metadata, ...rest }: KubeObject): KubeObject {
  const { resourceVersion: _none, ...others } = metadata;
  return { ...rest, metadata: others } as KubeObject;
}

function keepField(target: object, source: KubeObject, field: 'status'): void {
  const value = source[field];
  if (value === undefined) Reflect.deleteProperty(target, field);
  else Reflect.set(target, field, value);
}
