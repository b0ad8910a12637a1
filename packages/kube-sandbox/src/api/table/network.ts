// Services and Endpoints as kubectl prints them.
import type { Stored } from '../../store';
import { ageOf } from './age';
import { AGE, labelText, NAME, NONE, plain, type TableLayout, wide } from './layout';

export const serviceLayout: TableLayout<Stored<'services'>> = {
  columns: [NAME, ...plain('Type', 'Cluster-IP', 'External-IP', 'Port(s)'), AGE, ...wide('Selector')],
  cells: ({ metadata, spec = {} }, now) => [
    metadata.name,
    spec.type ?? '',
    spec.clusterIP || NONE,
    externalText(spec),
    portText(spec.ports ?? []),
    ageOf(metadata.creationTimestamp, now),
    labelText(spec.selector),
  ],
};

export const endpointsLayout: TableLayout<Stored<'endpoints'>> = {
  columns: [NAME, ...plain('Endpoints'), AGE],
  cells: ({ metadata, subsets }, now) => [
    metadata.name,
    endpointText(subsets ?? []),
    ageOf(metadata.creationTimestamp, now),
  ],
};

type ServiceSpec = NonNullable<Stored<'services'>['spec']>;
type Subset = NonNullable<Stored<'endpoints'>['subsets']>[number];

const SHOWN_ENDPOINTS = 3;

function externalText({ type, externalName, externalIPs = [] }: ServiceSpec): string {
  if (type === 'ExternalName') return externalName ?? '';
  if (externalIPs.length > 0) return externalIPs.join(',');
  return type === 'LoadBalancer' ? '<pending>' : NONE;
}

function portText(ports: NonNullable<ServiceSpec['ports']>): string {
  const texts = ports.map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`);
  return texts.length === 0 ? NONE : texts.join(',');
}

function endpointText(subsets: readonly Subset[]): string {
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  );
  if (all.length === 0) return NONE;
  const more = all.length > SHOWN_ENDPOINTS ? ` + ${all.length - SHOWN_ENDPOINTS} more...` : '';
  return all.slice(0, SHOWN_ENDPOINTS).join(',') + more;
}
