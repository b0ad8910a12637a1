// The kinds of objects that the suite watches: their path, how they are read, and their description in one line.
import type { CoreV1Event, KubernetesObject, V1Endpoints, V1Job, V1Pod, V1Service } from '@kubernetes/client-node';
import { z } from 'zod';
import { summarizePod } from '../readings/pod-state';
import { ObjectSerializer } from '../transport/client-node.bundle';

/** A kind of namespaced object. */
export interface WatchedKind<T extends KubernetesObject> {
  readonly apiVersion: string;
  readonly kind: string;
  /** Such as `pods`. */
  readonly plural: string;
  /** Path of the list in a namespace. */
  path(namespace: string): string;
  /** Converts an object of an answer to its type; throws if it is no such object. */
  read(raw: unknown): T;
  /** The state of an object on one line, for messages and histories. */
  summarize(object: T): string;
}

/** The identity of one object in messages, such as `v1/Pod panda/grpc-job-12-1 (uid 4f…)`. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** The identity of an object that came from an API server. */
export function identify(object: KubernetesObject): ObjectIdentity {
  return {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    namespace: object.metadata?.namespace ?? '',
    name: object.metadata?.name ?? '',
    uid: object.metadata?.uid ?? '',
    resourceVersion: object.metadata?.resourceVersion ?? '',
  };
}

/** Such as `v1/Pod panda/grpc-job-12-1 (uid 4f…)`. */
export function describeObject(object: KubernetesObject): string {
  const { apiVersion, kind, namespace, name, uid } = identify(object);
  return `${apiVersion}/${kind} ${namespace === '' ? '' : `${namespace}/`}${name} (uid ${uid})`;
}

export const watchedKinds = {
  jobs: defineKind<V1Job>('batch/v1', 'Job', 'jobs', (job) => {
    const { active = 0, succeeded = 0, failed = 0, conditions = [] } = job.status ?? {};
    const met = conditions.filter((condition) => condition.status === 'True').map((condition) => condition.type);
    return [`${active} active, ${succeeded} succeeded, ${failed} failed`, ...met, ...describeDeletion(job)].join(', ');
  }),
  pods: defineKind<V1Pod>('v1', 'Pod', 'pods', (pod) => [summarizePod(pod), ...describeDeletion(pod)].join(', ')),
  services: defineKind<V1Service>('v1', 'Service', 'services', (service) => {
    const ports = (service.spec?.ports ?? []).map((port) =>
      [port.port, port.nodePort, port.targetPort].filter((one) => one !== undefined).join('→'),
    );
    return [service.spec?.type ?? 'ClusterIP', ...ports, ...describeDeletion(service)].join(', ');
  }),
  endpoints: defineKind<V1Endpoints>('v1', 'Endpoints', 'endpoints', (endpoints) => {
    const subsets = endpoints.subsets ?? [];
    const ready = subsets.flatMap((subset) => (subset.addresses ?? []).map((address) => address.ip));
    const notReady = subsets.flatMap((subset) => (subset.notReadyAddresses ?? []).map((address) => address.ip));
    return `ready ${ready.join(' ') || 'none'}, not ready ${notReady.join(' ') || 'none'}`;
  }),
  events: defineKind<CoreV1Event>('v1', 'Event', 'events', (event) => `${event.reason}: ${event.message}`),
} as const;

/** Names of the watched kinds. */
export type WatchedKindName = keyof typeof watchedKinds;

/** The type of object behind a watched kind's name. */
export type WatchedObject<K extends WatchedKindName> = ReturnType<(typeof watchedKinds)[K]['read']>;

const rawObject = z.looseObject({
  metadata: z.looseObject({ name: z.string(), uid: z.string(), resourceVersion: z.string() }),
});

function defineKind<T extends KubernetesObject>(
  apiVersion: string,
  kindName: string,
  plural: string,
  summarize: (object: T) => string,
): WatchedKind<T> {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const model = kindName === 'Event' ? 'CoreV1Event' : `V1${kindName}`;
  return {
    apiVersion,
    kind: kindName,
    plural,
    path: (namespace) => `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`,
    read: (raw) => {
      const object = rawObject.parse(raw);
      // Managed fields are half of an object's size and contain nothing about the product; items of a list lack their kind.
      const { managedFields: _, ...metadata } = object.metadata;
      const typed: T = ObjectSerializer.deserialize({ ...object, apiVersion, kind: kindName, metadata }, model);
      return typed;
    },
    summarize,
  };
}

function describeDeletion(object: KubernetesObject): string[] {
  return object.metadata?.deletionTimestamp === undefined ? [] : ['being deleted'];
}
