// The calls of the Kubernetes API that the stand-in makes, by the names that the Kubernetes client gives them.
import type {
  CoreV1Event,
  KubernetesListObject,
  KubernetesObject,
  V1ConfigMap,
  V1Job,
  V1Pod,
  V1Service,
} from '@kubernetes/client-node';
import type { Connection } from './connection';

interface InNamespace {
  readonly namespace: string;
}

interface Named extends InNamespace {
  readonly name: string;
}

interface Selecting extends InNamespace {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

type Create<T> = (call: InNamespace & { readonly body: T }) => Promise<unknown>;
type List<T extends KubernetesObject> = (call: Selecting) => Promise<KubernetesListObject<T>>;

/** Of the core group. Times in answers may be texts. */
export interface CoreCalls {
  readonly createNamespacedConfigMap: Create<V1ConfigMap>;
  readonly createNamespacedPod: Create<V1Pod>;
  readonly createNamespacedService: Create<V1Service>;
  readonly deleteCollectionNamespacedPod: (call: Selecting) => Promise<unknown>;
  readonly deleteNamespacedService: (call: Named) => Promise<unknown>;
  readonly listNamespacedConfigMap: List<V1ConfigMap>;
  readonly listNamespacedEvent: List<CoreV1Event>;
  readonly listNamespacedPod: List<V1Pod>;
  readonly listNamespacedService: List<V1Service>;
  readonly readNamespacedConfigMap: (call: Named) => Promise<V1ConfigMap>;
  readonly replaceNamespacedConfigMap: (call: Named & { readonly body: V1ConfigMap }) => Promise<unknown>;
}

/** Of the group batch. */
export interface BatchCalls {
  readonly createNamespacedJob: Create<V1Job>;
  readonly deleteNamespacedJob: (call: Named & { readonly propagationPolicy: string }) => Promise<unknown>;
  readonly listNamespacedJob: List<V1Job>;
}

/**
 * The calls over a connection. The Kubernetes client rebuilds every object field by field on its way out and in; with
 * hundreds of jobs that would be most of what the stand-in does.
 */
export function createCoreCalls(connection: Connection): CoreCalls {
  return {
    createNamespacedConfigMap: create(connection, makeCorePath('configmaps')),
    createNamespacedPod: create(connection, makeCorePath('pods')),
    createNamespacedService: create(connection, makeCorePath('services')),
    deleteCollectionNamespacedPod: ({ namespace, ...selectors }) =>
      connection.send('DELETE', `${makeCorePath('pods')(namespace)}${formatQuery(selectors)}`),
    deleteNamespacedService: ({ namespace, name }) =>
      connection.send('DELETE', makeCorePath('services')(namespace, name)),
    listNamespacedConfigMap: list(connection, makeCorePath('configmaps')),
    listNamespacedEvent: list(connection, makeCorePath('events')),
    listNamespacedPod: list(connection, makeCorePath('pods')),
    listNamespacedService: list(connection, makeCorePath('services')),
    readNamespacedConfigMap: ({ namespace, name }) =>
      connection.send('GET', makeCorePath('configmaps')(namespace, name)) as Promise<V1ConfigMap>,
    replaceNamespacedConfigMap: ({ namespace, name, body }) =>
      connection.send('PUT', makeCorePath('configmaps')(namespace, name), body),
  };
}

/** The same for the group batch. */
export function createBatchCalls(connection: Connection): BatchCalls {
  const jobs = makePath('/apis/batch/v1', 'jobs');
  return {
    createNamespacedJob: create(connection, jobs),
    deleteNamespacedJob: ({ namespace, name, ...options }) =>
      connection.send('DELETE', `${jobs(namespace, name)}${formatQuery(options)}`),
    listNamespacedJob: list(connection, jobs),
  };
}

type Path = (namespace: string, name?: string) => string;

function makeCorePath(resource: string): Path {
  return makePath('/api/v1', resource);
}

function makePath(root: string, resource: string): Path {
  return (namespace, name) =>
    [root, 'namespaces', namespace, resource, ...(name === undefined ? [] : [name])].join('/');
}

function create<T extends object>(connection: Connection, path: Path): Create<T> {
  return ({ namespace, body }) => connection.send('POST', path(namespace), body);
}

function list<T extends KubernetesObject>(connection: Connection, path: Path): List<T> {
  return ({ namespace, ...selectors }) =>
    connection.send('GET', `${path(namespace)}${formatQuery(selectors)}`) as Promise<KubernetesListObject<T>>;
}

function formatQuery(parameters: Readonly<Record<string, string>>): string {
  return `?${new URLSearchParams(parameters)}`;
}
