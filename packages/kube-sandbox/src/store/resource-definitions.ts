// The resources that the embedded cluster stores, as discovery lists them.
import type {
  CoreV1Event,
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1ConfigMap,
  V1Deployment,
  V1Endpoints,
  V1Job,
  V1Lease,
  V1Namespace,
  V1Node,
  V1PersistentVolumeClaim,
  V1Pod,
  V1ReplicaSet,
  V1ResourceQuota,
  V1Role,
  V1RoleBinding,
  V1Secret,
  V1Service,
  V1ServiceAccount,
} from '@kubernetes/client-node';

/** The type of the objects of each resource, by the resource's plural. */
export interface Kinds {
  configmaps: V1ConfigMap;
  endpoints: V1Endpoints;
  events: CoreV1Event;
  namespaces: V1Namespace;
  nodes: V1Node;
  persistentvolumeclaims: V1PersistentVolumeClaim;
  pods: V1Pod;
  resourcequotas: V1ResourceQuota;
  secrets: V1Secret;
  serviceaccounts: V1ServiceAccount;
  services: V1Service;
  deployments: V1Deployment;
  replicasets: V1ReplicaSet;
  jobs: V1Job;
  leases: V1Lease;
  clusterrolebindings: V1ClusterRoleBinding;
  clusterroles: V1ClusterRole;
  rolebindings: V1RoleBinding;
  roles: V1Role;
}

export type Resource = keyof Kinds;
export type KindOf<R extends Resource> = Kinds[R];

/** A resource as discovery describes it. */
export interface ResourceDefinition {
  readonly plural: Resource;
  readonly singular: string;
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** Whether it has a `status` subresource. */
  readonly status: boolean;
}

/** Every stored resource by its plural, in discovery's order of groups. */
export const resourceDefinitions: ReadonlyMap<Resource, ResourceDefinition> = new Map(
  [
    define('configmaps', 'ConfigMap', '', { shortNames: ['cm'] }),
    define('endpoints', 'Endpoints', '', { shortNames: ['ep'], singular: 'endpoints' }),
    define('events', 'Event', '', { shortNames: ['ev'] }),
    define('namespaces', 'Namespace', '', { shortNames: ['ns'], namespaced: false, status: true }),
    define('nodes', 'Node', '', { shortNames: ['no'], namespaced: false, status: true }),
    define('persistentvolumeclaims', 'PersistentVolumeClaim', '', { shortNames: ['pvc'], status: true }),
    define('pods', 'Pod', '', { shortNames: ['po'], categories: ['all'], status: true }),
    define('resourcequotas', 'ResourceQuota', '', { shortNames: ['quota'], status: true }),
    define('secrets', 'Secret', ''),
    define('serviceaccounts', 'ServiceAccount', '', { shortNames: ['sa'] }),
    define('services', 'Service', '', { shortNames: ['svc'], categories: ['all'], status: true }),
    define('deployments', 'Deployment', 'apps', { shortNames: ['deploy'], categories: ['all'], status: true }),
    define('replicasets', 'ReplicaSet', 'apps', { shortNames: ['rs'], categories: ['all'], status: true }),
    define('jobs', 'Job', 'batch', { categories: ['all'], status: true }),
    define('leases', 'Lease', 'coordination.k8s.io'),
    define('clusterrolebindings', 'ClusterRoleBinding', 'rbac.authorization.k8s.io', { namespaced: false }),
    define('clusterroles', 'ClusterRole', 'rbac.authorization.k8s.io', { namespaced: false }),
    define('rolebindings', 'RoleBinding', 'rbac.authorization.k8s.io'),
    define('roles', 'Role', 'rbac.authorization.k8s.io'),
  ].map((definition) => [definition.plural, definition]),
);

/** The definition of a stored resource. */
export function getDefinition(resource: Resource): ResourceDefinition {
  const definition = resourceDefinitions.get(resource);
  if (!definition)
    throw new Error(
      `resource "${resource}" has no definition; expected one of ${[...resourceDefinitions.keys()].join(', ')}`,
    );
  return definition;
}

/** `batch/v1`, or `v1` for the core group. */
export function formatApiVersion(definition: Pick<ResourceDefinition, 'group' | 'version'>): string {
  return definition.group === '' ? definition.version : `${definition.group}/${definition.version}`;
}

/** The resource's name in error texts: `jobs.batch`, `pods`. */
export function formatGroupResource(resource: { readonly group: string; readonly plural: string }): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}

function define(
  plural: Resource,
  kind: string,
  group: string,
  more: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return {
    plural,
    kind,
    group,
    version: 'v1',
    singular: kind.toLowerCase(),
    namespaced: true,
    shortNames: [],
    categories: [],
    status: false,
    ...more,
  };
}
