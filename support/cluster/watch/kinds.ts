// The kinds of object that the suite watches: where they are listed, how they are read, how one is told in a line.
import type { CoreV1Event, KubernetesObject, V1Endpoints, V1Job, V1Pod, V1Service } from '@kubernetes/client-node';
import { ObjectSerializer } from '@kubernetes/client-node/dist/serializer.js';
import { z } from 'zod';
import { podSummary } from '../readings/pod-state';

/** A kind of namespaced object. */
export interface WatchedKind<T extends KubernetesObject> {
  readonly apiVersion: string;
  readonly kind: string;
  /** Such as `pods`. */
  readonly plural: string;
  /** Path of the list in a namespace. */
  path(namespace: string): string;
  /** Makes a typed object of what an answer holds; throws when it is no such object. */
  read(raw: unknown): T;
  /** The state of an object on one line, for messages and histories. */
  summarise(object: T): string;
}

/** What names one object in messages, such as `v1/Pod panda/grpc-job-12-1 (uid 4f…)`. */
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
  jobs: kind<V1Job>('batch/v1', 'Job', 'jobs', (job) => {
    const { active = 0, succeeded = 0, failed = 0, conditions = [] } = job.status ?? {};
    const met = conditions.filter((condition) => condition.status === 'True').map((condition) => condition.type);
    return [`${active} active, ${succeeded} succeeded, ${failed} failed`, ...met, ...leaving(job)].join(', ');
  }),
  pods: kind<V1Pod>('v1', 'Pod', 'pods', (pod) => [podSummary(pod), ...leaving(pod)].join(', ')),
  services: kind<V1Service>('v1', 'Service', 'services', (service) => {
    const ports = (service.spec?.ports ?? []).map((port) =>
      [port.port, port.nodePort, port.targetPort].filter((one) => one !== undefined).join('→'),
    );
    return [service.spec?.type ?? 'ClusterIP', ...ports, ...leaving(service)].join(', ');
  }),
  endpoints: kind<V1Endpoints>('v1', 'Endpoints', 'endpoints', (endpoints) => {
    const subsets = endpoints.subsets ?? [];
    const ready = subsets.flatMap((subset) => (subset.addresses ?? []).map((address) => address.ip));
    const notReady = subsets.flatMap((subset) => (subset.notReadyAddresses ?? []).map((address) => address.ip));
    return `ready ${ready.join(' ') || 'none'}, not ready ${notReady.join(' ') || 'none'}`;
  }),
  events: kind<CoreV1Event>('v1', 'Event', 'events', (event) => `${event.reason}: ${event.message}`),
} as const;

/** Names of the watched kinds. */
export type WatchedKindName = keyof typeof watchedKinds;

/** The type of object behind a watched kind's name. */
export type WatchedObject<K extends WatchedKindName> = ReturnType<(typeof watchedKinds)[K]['read']>;

const rawObject = z.looseObject({
  metadata: z.looseObject({ name: z.string(), uid: z.string(), resourceVersion: z.string() }),
});

function kind<T extends KubernetesObject>(
  apiVersion: string,
  kindName: string,
  plural: string,
  summarise: (object: T) => string,
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
      // Field managers are half of an object's size and say nothing about the product; items of a list lack their kind.
      const { managedFields: _, ...metadata } = object.metadata;
      const typed: T = ObjectSerializer.deserialize({ ...object, apiVersion, kind: kindName, metadata }, model);
      return typed;
    },
    summarise,
  };
}

function leaving(object: KubernetesObject): string[] {
  return object.metadata?.deletionTimestamp === undefined ? [] : ['being deleted'];
}
