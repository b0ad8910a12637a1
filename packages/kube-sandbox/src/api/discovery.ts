// Discovery: the groups, versions and resources of the API server.
import { formatApiVersion, type ResourceDefinition, resourceDefinitions } from '../store';
import { reviewKinds } from './access-review';
import { subresourceDefinitions } from './subresource-definitions';

/** Answers of the discovery paths, by path. */
export function createDiscoveryDocuments(address: string, withMetrics: boolean): ReadonlyMap<string, unknown> {
  const groups = listGroupVersions(withMetrics);
  const named = groups.filter(({ group }) => group !== '').map(({ group, version }) => createApiGroup(group, version));
  return new Map<string, unknown>([
    [
      '/api',
      {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
      },
    ],
    ['/apis', { kind: 'APIGroupList', apiVersion: 'v1', groups: named }],
    ...named.map((group) => [`/apis/${group.name}`, { kind: 'APIGroup', apiVersion: 'v1', ...group }] as const),
    ...groups.map(
      ({ group, version, resources }) =>
        [formatPath(group, version), createResourceList(group, version, resources)] as const,
    ),
  ]);
}

interface ApiResource {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly group?: string;
  readonly version?: string;
}

interface GroupVersion {
  readonly group: string;
  readonly version: string;
  readonly resources: readonly ApiResource[];
}

function listGroupVersions(withMetrics: boolean): readonly GroupVersion[] {
  const stored = Map.groupBy(resourceDefinitions.values(), ({ group }) => group);
  const groups: GroupVersion[] = [...stored].map(([group, definitions]) => ({
    group,
    version: 'v1',
    resources: definitions.flatMap((definition) => [describeResource(definition), ...listSubresources(definition)]),
  }));
  const reviews = [...reviewKinds].map(([name, kind]) => ({
    name,
    singularName: '',
    namespaced: name.startsWith('local'),
    kind,
    verbs: ['create'],
  }));
  groups.push({ group: 'authorization.k8s.io', version: 'v1', resources: reviews });
  groups.push({ group: 'discovery.k8s.io', version: 'v1', resources: [endpointSliceResource] });
  if (withMetrics) groups.push({ group: 'metrics.k8s.io', version: 'v1beta1', resources: metricsResources });
  return groups;
}

function describeResource({ plural, kind, namespaced, shortNames, categories }: ResourceDefinition): ApiResource {
  return {
    name: plural,
    singularName: '',
    namespaced,
    kind,
    verbs: undeletableCollections.includes(plural) ? allVerbs.filter((verb) => verb !== 'deletecollection') : allVerbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

function listSubresources({ plural, kind, namespaced, status }: ResourceDefinition): readonly ApiResource[] {
  const own = (subresourceDefinitions[plural] ?? []).map(({ name, kind: ownKind = kind, verbs, group, version }) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    kind: ownKind,
    verbs,
  }));
  const ofStatus = { name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] };
  return status ? [...own, ofStatus] : own;
}

function createResourceList(group: string, version: string, resources: readonly ApiResource[]): object {
  const groupVersion = formatApiVersion({ group, version });
  return { kind: 'APIResourceList', ...(group === '' ? {} : { apiVersion: 'v1' }), groupVersion, resources };
}

function createApiGroup(name: string, version: string): { name: string; versions: object[]; preferredVersion: object } {
  const only = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [only], preferredVersion: only };
}

function formatPath(group: string, version: string): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

/** Kubernetes 1.20 deletes these one by one only. */
export const undeletableCollections: readonly string[] = ['namespaces', 'services'];

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const endpointSliceResource: ApiResource = {
  name: 'endpointslices',
  singularName: '',
  namespaced: true,
  kind: 'EndpointSlice',
  verbs: ['get', 'list'],
};

const metricsResources: readonly ApiResource[] = [
  { name: 'nodes', singularName: '', namespaced: false, kind: 'NodeMetrics', verbs: ['get', 'list'] },
  { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
];
