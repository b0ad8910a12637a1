// The interface of the object store, which the HTTP API and the controllers share.
import type { KindOf, Resource } from './resource-definitions';
import type { LabelSelector, Requirement } from './selectors';

/** A JSON value of a Kubernetes type: what travels on the wire, where times are text. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer Element)[]
    ? Json<Element>[]
    : T extends object
      ? { [Field in keyof T]: Json<T[Field]> }
      : T;

/** The same value, read-only. */
export type Frozen<T> = T extends readonly (infer Element)[]
  ? readonly Frozen<Element>[]
  : T extends object
    ? { readonly [Field in keyof T]: Frozen<T[Field]> }
    : T;

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Metadata of an object that the store has accepted. */
export interface Metadata {
  name: string;
  /** Absent on cluster-scoped objects. */
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** Any stored object. Stored objects are frozen at every depth; a change is made on a copy. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Frozen<Metadata>;
  readonly [field: string]: unknown;
}

type Body<R extends Resource> = Json<Omit<KindOf<R>, 'apiVersion' | 'kind' | 'metadata'>>;

/** A stored object of one resource: `Stored<'pods'>` is a pod. */
export type Stored<R extends Resource = Resource> = KubeObject & Frozen<Body<R>>;

/** A copy of a stored object, which is edited and passed back to the store. */
export type Draft<R extends Resource = Resource> = { apiVersion: string; kind: string; metadata: Metadata } & Body<R>;

/** An object as a client sends it; the store completes it. */
export type NewObject<R extends Resource = Resource> = {
  apiVersion?: string;
  kind?: string;
  metadata: Partial<Frozen<Metadata>>;
} & Frozen<Body<R>>;

export interface WatchEvent<R extends Resource = Resource> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Stored<R>;
  /** The state before (absent for ADDED), for selectors: an object that stops matching is a DELETED to that watcher. */
  readonly previous?: Stored<R>;
}

export interface DeleteOptions {
  /** Default: a pod's own `terminationGracePeriodSeconds`; 0 for everything else. */
  readonly gracePeriodSeconds?: number;
  /** Default as Kubernetes has it for the kind: `Orphan` for Jobs, `Background` for the rest. */
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

export interface WriteOptions {
  /** Everything is checked and completed, nothing is stored. */
  readonly dryRun?: boolean;
}

/** Which objects of a resource are selected; every part must hold. */
export interface Selection {
  readonly labels?: LabelSelector;
  /** Requirements on fields, such as `{ key: 'spec.nodeName', operator: '=', values: ['worker-node'] }`. */
  readonly fields?: readonly Requirement[];
}

/** An object that another one owns, with the resource it belongs to. */
export interface Dependent {
  readonly resource: Resource;
  readonly object: KubeObject;
}

/**
 * Resources are named by their plural, as in URLs: `pods`, `jobs`, `services`. Every plural of the sandbox is unique over the groups.
 * A namespaced object is named by namespace and name, a cluster-scoped one by `undefined` and name.
 */
export interface Store {
  /**
   * Completes the object (uid, resourceVersion, creationTimestamp, generateName, defaults), validates it, admits it (namespace, quota) and stores it.
   * Throws `StatusError`: AlreadyExists, Invalid, Forbidden (quota), NotFound (namespace).
   */
  create<R extends Resource>(resource: R, object: NewObject<R>, options?: WriteOptions): Stored<R>;
  /** Throws `StatusError` NotFound. */
  get<R extends Resource>(resource: R, namespace: string | undefined, name: string): Stored<R>;
  find<R extends Resource>(resource: R, namespace: string | undefined, name: string): Stored<R> | undefined;
  /** Objects of one namespace, or of all when undefined, in order of namespace and name. Equality of labels and indexed fields is looked up, not searched. */
  list<R extends Resource>(resource: R, namespace?: string, selection?: Selection): readonly Stored<R>[];
  /** Objects of every resource with an owner reference to this uid. */
  listDependents(ownerUid: string): readonly Dependent[];
  /** Replaces spec and metadata and keeps the status. Throws `StatusError` NotFound, Conflict (stale resourceVersion), Invalid. */
  update<R extends Resource>(resource: R, object: Draft<R>, options?: WriteOptions): Stored<R>;
  /** Replaces the status and keeps the rest. Throws as `update` does. */
  updateStatus<R extends Resource>(resource: R, object: Draft<R>, options?: WriteOptions): Stored<R>;
  /**
   * For controllers: applies `change` to a copy of the present object and stores it, status included; never conflicts, is not validated.
   * A change without effect is not stored. Returns undefined if the object is gone.
   */
  patch<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    change: (draft: Draft<R>) => void,
  ): Stored<R> | undefined;
  /** As `patch`, for changes that leave `spec` alone: it is not copied, and writing into it throws. */
  patchStatus<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    change: (draft: Draft<R>) => void,
  ): Stored<R> | undefined;
  /**
   * Removes the object, or marks it with a deletionTimestamp when something must happen first:
   * - a pod on a node waits for its node, which ends it and deletes it again with `gracePeriodSeconds: 0`;
   * - an object with finalizers waits until the last one is removed (`foregroundDeletion` and `orphan`, set by propagation, are the garbage collector's);
   * - a namespace becomes `Terminating` and waits until its `spec.finalizers` is empty.
   * Throws `StatusError` NotFound, Conflict (preconditions).
   */
  delete<R extends Resource>(
    resource: R,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): Stored<R>;
  /**
   * Calls the handler synchronously, in order, after each change; a change made by a handler is reported after the present one was reported to all.
   * A handler must not throw. Returns the unsubscriber.
   */
  watch<R extends Resource>(resource: R, handler: (event: WatchEvent<R>) => void): () => void;
  /**
   * The changes after a resourceVersion, oldest first, with a resource version on each object.
   * Throws `StatusError` Expired (410) if the history does not reach back that far.
   */
  listSince<R extends Resource>(resource: R, resourceVersion: number): readonly WatchEvent<R>[];
  /** Version of the latest change. */
  readonly resourceVersion: number;
}
