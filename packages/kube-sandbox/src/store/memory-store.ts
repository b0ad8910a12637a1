// The store, in memory.
import { isDeepStrictEqual } from 'node:util';
import type { Admission } from './admission';
import { ChangeLog } from './change-log';
import { deepFreeze } from './deep-freeze';
import { checkPreconditions, isReleased, markDeleted } from './deletion';
import { cloneJson, shareParts } from './json-copies';
import { checkNamespace } from './namespace-rule';
import { copyDraft, copyDraftSharingSpec, createDraft, keepIdentity } from './object-drafts';
import { getDefinition, type Resource } from './resource-definitions';
import { alreadyExists, conflict, invalid, notFound } from './status-error';
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
} from './store-types';
import { checkMetadata } from './strategies/metadata-rules';
import { getStrategy } from './strategies/strategies';

export interface StoreOptions {
  /** Default: the system's clock. */
  readonly now?: () => Date;
  /** How many changes of each resource a watch can go back; default 4,000. */
  readonly historySize?: number;
  /** Rules over several objects, in their order. */
  readonly admissions?: (store: Store) => readonly Admission[];
}

/** The store of one cluster. */
export class MemoryStore implements Store {
  readonly #changes: ChangeLog;
  readonly #now: () => Date;
  readonly #admissions: readonly Admission[];

  constructor({ now = () => new Date(), historySize = 4_000, admissions = () => [] }: StoreOptions = {}) {
    this.#now = now;
    this.#admissions = admissions(this);
    this.#changes = new ChangeLog(historySize, this.#admissions);
  }

  get resourceVersion(): number {
    return this.#changes.resourceVersion;
  }

  create<R extends Resource>(resource: R, object: NewObject<R>, options: WriteOptions = {}): Stored<R> {
    const definition = getDefinition(resource);
    const draft = createDraft(definition, object as NewObject, this.#now()) as Draft<R>;
    checkNamespace(this, definition, draft);
    const strategy = getStrategy(resource);
    strategy.prepareCreate?.(draft);
    this.#check(resource, draft);
    if (this.find(resource, draft.metadata.namespace, draft.metadata.name)) {
      throw alreadyExists(definition, draft.metadata.name);
    }
    return this.#put(resource, undefined, draft, options);
  }

  get<R extends Resource>(resource: R, namespace: string | undefined, name: string): Stored<R> {
    const object = this.find(resource, namespace, name);
    if (!object) throw notFound(getDefinition(resource), name);
    return object;
  }

  find<R extends Resource>(resource: R, namespace: string | undefined, name: string): Stored<R> | undefined {
    return this.#changes.getTable(resource).collection.get(namespace, name) as Stored<R> | undefined;
  }

  list<R extends Resource>(resource: R, namespace?: string, selection?: Selection): readonly Stored<R>[] {
    return this.#changes.getTable(resource).collection.list(namespace, selection) as unknown as readonly Stored<R>[];
  }

  listDependents(ownerUid: string): readonly Dependent[] {
    return this.#changes.owners.listDependents(ownerUid);
  }

  update<R extends Resource>(resource: R, object: Draft<R>, options: WriteOptions = {}): Stored<R> {
    const stored = this.#getCurrent(resource, object);
    const draft = cloneJson(object);
    // A typed client may omit them: the path of its call names the kind.
    draft.apiVersion = stored.apiVersion;
    draft.kind = stored.kind;
    keepIdentity(draft.metadata, stored.metadata);
    if (getDefinition(resource).status) keepField(draft, stored, 'status');
    getStrategy(resource).prepareUpdate?.(draft, stored);
    if (draft.metadata.generation !== undefined && !isDeepStrictEqual(draft['spec' as never], stored.spec)) {
      draft.metadata.generation += 1;
    }
    this.#check(resource, draft, stored);
    return this.#put(resource, stored, draft, options);
  }

  updateStatus<R extends Resource>(resource: R, object: Draft<R>, options: WriteOptions = {}): Stored<R> {
    const stored = this.#getCurrent(resource, object);
    const draft = copyDraftSharingSpec(stored) as Draft<R>;
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
    return stored && this.#change(resource, stored, copyDraft(stored) as Draft<R>, change);
  }

  patchStatus<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    change: (draft: Draft<R>) => void,
  ): Stored<R> | undefined {
    const stored = this.find(resource, namespace, name);
    return stored && this.#change(resource, stored, copyDraftSharingSpec(stored) as Draft<R>, change);
  }

  delete<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): Stored<R> {
    const stored = this.get(resource, namespace, name);
    checkPreconditions(getDefinition(resource), stored, options);
    const draft = copyDraftSharingSpec(stored) as Draft<R>;
    markDeleted(resource, draft as Draft, options, this.#now());
    if (resource !== 'pods' || options.dryRun) return this.#put(resource, stored, draft, options);
    const marked = this.#commit(resource, stored, draft);
    // A watcher of the mark may have removed the pod already.
    const current = this.find(resource, namespace, name);
    if (!current || current.metadata.uid !== marked.metadata.uid || !isReleased(current)) return marked;
    return this.#put(resource, current, copyDraftSharingSpec(current) as Draft<R>, options);
  }

  watch<R extends Resource>(resource: R, handler: (event: WatchEvent<R>) => void): () => void {
    const { handlers } = this.#changes.getTable(resource);
    const own = (event: WatchEvent): void => handler(event as unknown as WatchEvent<R>);
    handlers.add(own);
    return () => void handlers.delete(own);
  }

  listSince<R extends Resource>(resource: R, resourceVersion: number): readonly WatchEvent<R>[] {
    return this.#changes.getTable(resource).history.listSince(resourceVersion) as unknown as readonly WatchEvent<R>[];
  }

  #change<R extends Resource>(
    resource: R,
    stored: Stored<R>,
    draft: Draft<R>,
    change: (draft: Draft<R>) => void,
  ): Stored<R> {
    change(draft);
    return this.#put(resource, stored, draft, {});
  }

  /** The stored object that a client's version replaces. */
  #getCurrent<R extends Resource>(resource: R, object: Draft<R>): Stored<R> {
    const { namespace, name, resourceVersion, uid } = object.metadata;
    const stored = this.get(resource, namespace, name);
    if (uid && uid !== stored.metadata.uid) {
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`;
      throw conflict(getDefinition(resource), name, why);
    }
    if (resourceVersion && resourceVersion !== stored.metadata.resourceVersion) {
      const why = 'the object has been modified; please apply your changes to the latest version and try again';
      throw conflict(getDefinition(resource), name, why);
    }
    return stored;
  }

  #check<R extends Resource>(resource: R, draft: Draft<R>, stored?: Stored<R>): void {
    const own = getStrategy(resource).validate?.(draft, stored) ?? [];
    const causes = [...checkMetadata(resource, draft as Draft, stored), ...own];
    if (causes.length > 0) throw invalid(getDefinition(resource), draft.metadata.name, causes);
    for (const admission of this.#admissions) admission.admit(resource, draft as Draft, stored as Stored | undefined);
  }

  /** Replaces the stored object by the draft, or removes it when nothing delays its removal any more. */
  #put<R extends Resource>(
    resource: R,
    stored: Stored<R> | undefined,
    draft: Draft<R>,
    { dryRun }: WriteOptions,
  ): Stored<R> {
    if (stored && isReleased(draft as unknown as KubeObject))
      return this.#remove(resource, stored, draft, dryRun === true);
    if (!dryRun) return this.#commit(resource, stored, draft);
    const object = draft as unknown as KubeObject;
    return deepFreeze(stored ? object : dropVersion(object)) as Stored<R>;
  }

  /** Stores the draft unless it changes nothing. */
  #commit<R extends Resource>(resource: R, stored: Stored<R> | undefined, draft: Draft<R>): Stored<R> {
    const object = shareParts(stored, draft) as unknown as KubeObject;
    if (object === stored) return stored;
    const versioned = { ...object, metadata: { ...object.metadata, resourceVersion: this.#changes.nextVersion() } };
    const type = stored ? 'MODIFIED' : 'ADDED';
    return this.#changes.commit(resource, type, deepFreeze(versioned), stored) as Stored<R>;
  }

  /** As in Kubernetes, watchers get the state as it was last stored, under the version of the removal; the caller gets the marked one. */
  #remove<R extends Resource>(resource: R, stored: Stored<R>, draft: Draft<R>, dryRun: boolean): Stored<R> {
    if (!dryRun) {
      const resourceVersion = this.#changes.nextVersion();
      draft.metadata.resourceVersion = resourceVersion;
      const last: KubeObject = { ...(stored as KubeObject), metadata: { ...stored.metadata, resourceVersion } };
      this.#changes.commit(resource, 'DELETED', deepFreeze(last), stored);
    }
    return deepFreeze(draft) as unknown as Stored<R>;
  }
}

/** An object that was never stored has no version. */
function dropVersion({ metadata, ...rest }: KubeObject): KubeObject {
  const { resourceVersion: _none, ...others } = metadata;
  return { ...rest, metadata: others } as KubeObject;
}

function keepField(target: object, source: KubeObject, field: 'status'): void {
  const value = source[field];
  if (value === undefined) Reflect.deleteProperty(target, field);
  else Reflect.set(target, field, value);
}
