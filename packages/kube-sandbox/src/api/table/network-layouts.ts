// Services and Endpoints as kubectl prints them.
import type { Stored } from '../../store';
import { formatAge } from './duration-text';
import {
  ageColumn,
  formatLabels,
  nameColumn,
  noneText,
  type TableLayout,
  toColumns,
  toWideColumns,
} from './table-layout';

export const serviceLayout: TableLayout<Stored<'services'>> = {
  columns: [
    nameColumn,
    ...toColumns('Type', 'Cluster-IP', 'External-IP', 'Port(s)'),
    ageColumn,
    ...toWideColumns('Selector'),
  ],
  cells: ({ metadata, spec = {} }, now) => [
    metadata.name,
    spec.type ?? '',
    spec.clusterIP || noneText,
    formatExternal(spec),
    formatPorts(spec.ports ?? []),
    formatAge(metadata.creationTimestamp, now),
    formatLabels(spec.selector),
  ],
};

export const endpointsLayout: TableLayout<Stored<'endpoints'>> = {
  columns: [nameColumn, ...toColumns('Endpoints'), ageColumn],
  cells: ({ metadata, subsets }, now) => [
    metadata.name,
    formatEndpoints(subsets ?? []),
    formatAge(metadata.creationTimestamp, now),
  ],
};

type ServiceSpec = NonNullable<Stored<'services'>['spec']>;
type Subset = NonNullable<Stored<'endpoints'>['subsets']>[number];

const shownEndpoints = 3;

function formatExternal({ type, externalName, externalIPs = [] }: ServiceSpec): string {
  if (type === 'ExternalName') return externalName ?? '';
  if (externalIPs.length > 0) return externalIPs.join(',');
  return type === 'LoadBalancer' ? '<pending>' : noneText;
}

function formatPorts(ports: NonNullable<ServiceSpec['ports']>): string {
  const texts = ports.map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`);
  return texts.length === 0 ? noneText : texts.join(',');
}

function formatEndpoints(subsets: readonly Subset[]): string {
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  );
  if (all.length === 0) return noneText;
  const more = all.length > shownEndpoints ? ` + ${all.length - shownEndpoints} more...` : '';
  return all.slice(0, shownEndpoints).join(',') + more;
}
