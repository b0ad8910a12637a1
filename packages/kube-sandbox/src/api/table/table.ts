// Tables, as `kubectl get` prints them.
import type { KubeObject, ResourceDefinition } from '../../store';
import {
  bindingLayout,
  configMapLayout,
  eventLayout,
  leaseLayout,
  namespaceLayout,
  nodeLayout,
  quotaLayout,
  secretLayout,
  serviceAccountLayout,
} from './cluster-layouts';
import { endpointsLayout, serviceLayout } from './network-layouts';
import { podLayout } from './pod-layout';
import { type Column, nameColumn, type TableLayout, type TableLayouts } from './table-layout';
import { deploymentLayout, jobLayout, replicaSetLayout } from './workload-layouts';

export interface TableOptions {
  readonly version: 'v1' | 'v1beta1';
  readonly metadata: object;
  /** Whether the columns are described; in a watch the first table's description holds for all. */
  readonly columns: boolean;
  /** What each row carries of its object: `Metadata`, `Object` or `None`. */
  readonly include: string;
}

/** The objects as rows of the columns that kubectl knows for them. */
export function createTable(
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  options: TableOptions,
): object {
  const layout = (layoutsByResource[definition.plural] as TableLayout | undefined) ?? defaultLayout;
  const now = new Date();
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata: options.metadata,
    columnDefinitions: options.columns ? layout.columns.map(describeColumn) : null,
    rows: objects.map((object) => ({
      cells: layout.cells(object, now),
      ...(options.include === 'None' ? {} : { object: includeObject(object, options) }),
    })),
  };
}

const defaultLayout: TableLayout = {
  columns: [nameColumn, { name: 'Created At', type: 'date' }],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
};

const layoutsByResource: TableLayouts = {
  clusterrolebindings: bindingLayout,
  configmaps: configMapLayout,
  deployments: deploymentLayout,
  endpoints: endpointsLayout,
  events: eventLayout,
  jobs: jobLayout,
  leases: leaseLayout,
  namespaces: namespaceLayout,
  nodes: nodeLayout,
  pods: podLayout,
  replicasets: replicaSetLayout,
  resourcequotas: quotaLayout,
  rolebindings: bindingLayout,
  secrets: secretLayout,
  serviceaccounts: serviceAccountLayout,
  services: serviceLayout,
};

function describeColumn({ name, type = 'string', format, wide = false }: Column): object {
  return { name, type, format: format ?? '', description: name, priority: wide ? 1 : 0 };
}

function includeObject(object: KubeObject, { include, version }: TableOptions): object {
  if (include === 'Object') return object;
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata };
}
