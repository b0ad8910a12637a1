// The interface of the object store: the single truth that the HTTP API and the controllers share.

/** Any Kubernetes object, as JSON. Stored objects are frozen; a change is made on a copy. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly generateName?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly [field: string]: unknown;
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
  /** The state before, for selectors: an object that stops matching is a DELETED to that watcher. */
  readonly previous?: KubeObject;
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

/** Resources are named by their plural, as in URLs: `pods`, `jobs`, `services`. Every plural of the sandbox is unique over the groups. */
export interface Store {
  /** Fills metadata (uid, resourceVersion, creationTimestamp, generateName), defaults, validates, runs admission (quota). Throws `StatusError`. */
  create(resource: string, object: unknown): KubeObject;
  /** Throws `StatusError` NotFound. */
  get(resource: string, namespace: string | undefined, name: string): KubeObject;
  find(resource: string, namespace: string | undefined, name: string): KubeObject | undefined;
  /** Objects of one namespace, or of all when undefined, in order of namespace and name. */
  list(resource: string, namespace?: string): readonly KubeObject[];
  /** Replaces spec and metadata; 409 Conflict on a stale resourceVersion; status is kept from the stored object. */
  update(resource: string, object: KubeObject): KubeObject;
  /** Applies `change` to a copy of the present object and stores it, status included. For controllers: never conflicts. Returns undefined if the object is gone. */
  patch(resource: string, namespace: string | undefined, name: string, change: (draft: Draft) => void): KubeObject | undefined;
  /** Marks or removes, by grace and finalizers (pods wait for their node; see the Kubernetes rules). Throws `StatusError` NotFound/Conflict. */
  delete(resource: string, namespace: string | undefined, name: string, options?: DeleteOptions): KubeObject;
  /** Called synchronously in order after each change. Returns the unsubscriber. */
  watch(resource: string, handler: (event: WatchEvent) => void): () => void;
  readonly resourceVersion: number;
}

/** A mutable copy of an object; what is put into it is the caller's duty. */
// biome-ignore lint/suspicious/noExplicitAny: an object of any kind, edited in place by its controller
export type Draft = any;
