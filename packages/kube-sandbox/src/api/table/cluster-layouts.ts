// Nodes, events, namespaces, quotas and plain data as kubectl prints them.
import type { Stored } from '../../store';
import { formatAge } from './duration-text';
import { ageColumn, nameColumn, noneText, type TableLayout, toColumns, toWideColumns } from './table-layout';

export const nodeLayout: TableLayout<Stored<'nodes'>> = {
  columns: [
    nameColumn,
    ...toColumns('Status', 'Roles'),
    ageColumn,
    ...toColumns('Version'),
    ...toWideColumns('Internal-IP', 'External-IP', 'OS-Image', 'Kernel-Version', 'Container-Runtime'),
  ],
  cells(node, now) {
    const { metadata, status } = node;
    const info = status?.nodeInfo;
    const findAddress = (type: string): string =>
      status?.addresses?.find((address) => address.type === type)?.address ?? noneText;
    return [
      metadata.name,
      formatNodeStatus(node),
      formatRoles(metadata.labels),
      formatAge(metadata.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      findAddress('InternalIP'),
      findAddress('ExternalIP'),
      info?.osImage || '<unknown>',
      info?.kernelVersion || '<unknown>',
      info?.containerRuntimeVersion || '<unknown>',
    ];
  },
};

export const eventLayout: TableLayout<Stored<'events'>> = {
  columns: [
    ...toColumns('Last Seen', 'Type', 'Reason', 'Object'),
    ...toWideColumns('Subobject', 'Source'),
    ...toColumns('Message'),
    ...toWideColumns('First Seen', 'Count'),
    { ...nameColumn, wide: true },
  ],
  cells(event, now) {
    const { involvedObject, source, reportingComponent, reportingInstance, series } = event;
    const first = event.firstTimestamp || event.eventTime;
    const component = [source?.component || reportingComponent, source?.host || reportingInstance].filter(Boolean);
    return [
      formatAge(series?.lastObservedTime || event.lastTimestamp || first, now),
      event.type ?? '',
      event.reason ?? '',
      `${(involvedObject.kind ?? '').toLowerCase()}/${involvedObject.name}`,
      involvedObject.fieldPath ?? '',
      component.join(', '),
      (event.message ?? '').trim(),
      formatAge(first, now),
      series?.count || event.count || 1,
      event.metadata.name,
    ];
  },
};

export const namespaceLayout: TableLayout<Stored<'namespaces'>> = {
  columns: [nameColumn, ...toColumns('Status'), ageColumn],
  cells: ({ metadata, status }, now) => [
    metadata.name,
    status?.phase ?? '',
    formatAge(metadata.creationTimestamp, now),
  ],
};

export const quotaLayout: TableLayout<Stored<'resourcequotas'>> = {
  columns: [nameColumn, ageColumn, ...toColumns('Request', 'Limit')],
  cells({ metadata, status }, now) {
    const { hard = {}, used = {} } = status ?? {};
    const texts = Object.keys(hard)
      .sort()
      .map((name) => `${name}: ${used[name]}/${hard[name]}`);
    const isLimit = (text: string): boolean => text.startsWith('limits.');
    const requests = texts.filter((text) => !isLimit(text)).join(', ');
    return [metadata.name, formatAge(metadata.creationTimestamp, now), requests, texts.filter(isLimit).join(', ')];
  },
};

export const serviceAccountLayout: TableLayout<Stored<'serviceaccounts'>> = {
  columns: [nameColumn, ...toColumns('Secrets'), ageColumn],
  cells: ({ metadata, secrets }, now) => [
    metadata.name,
    (secrets ?? []).length,
    formatAge(metadata.creationTimestamp, now),
  ],
};

export const configMapLayout: TableLayout<Stored<'configmaps'>> = {
  columns: [nameColumn, ...toColumns('Data'), ageColumn],
  cells: ({ metadata, data = {}, binaryData = {} }, now) => [
    metadata.name,
    Object.keys(data).length + Object.keys(binaryData).length,
    formatAge(metadata.creationTimestamp, now),
  ],
};

export const secretLayout: TableLayout<Stored<'secrets'>> = {
  columns: [nameColumn, ...toColumns('Type', 'Data'), ageColumn],
  cells: ({ metadata, type, data = {} }, now) => [
    metadata.name,
    type ?? '',
    Object.keys(data).length,
    formatAge(metadata.creationTimestamp, now),
  ],
};

export const leaseLayout: TableLayout<Stored<'leases'>> = {
  columns: [nameColumn, ...toColumns('Holder'), ageColumn],
  cells: ({ metadata, spec }, now) => [
    metadata.name,
    spec?.holderIdentity ?? '',
    formatAge(metadata.creationTimestamp, now),
  ],
};

export const bindingLayout: TableLayout<Stored<'rolebindings' | 'clusterrolebindings'>> = {
  columns: [nameColumn, ...toColumns('Role'), ageColumn, ...toWideColumns('Users', 'Groups', 'ServiceAccounts')],
  cells({ metadata, roleRef, subjects = [] }, now) {
    const listNames = (kind: string): string =>
      subjects
        .filter((subject) => subject.kind === kind)
        .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace}/${name}` : name))
        .join(', ');
    const role = `${roleRef.kind}/${roleRef.name}`;
    const age = formatAge(metadata.creationTimestamp, now);
    return [metadata.name, role, age, listNames('User'), listNames('Group'), listNames('ServiceAccount')];
  },
};

function formatNodeStatus({ spec, status }: Stored<'nodes'>): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const texts = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'];
  return [...texts, ...(spec?.unschedulable ? ['SchedulingDisabled'] : [])].join(',');
}

function formatRoles(labels: Readonly<Record<string, string>> = {}): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(labels).filter((key) => key.startsWith(prefix));
  return roles.length === 0
    ? noneText
    : roles
        .map((key) => key.slice(prefix.length))
        .sort()
        .join(',');
}
