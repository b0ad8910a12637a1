// Nodes, events, namespaces, quotas and plain data as kubectl prints them.
import type { Stored } from '../../store';
import { ageOf } from './age';
import { AGE, NAME, NONE, plain, type TableLayout, wide } from './layout';

export const nodeLayout: TableLayout<Stored<'nodes'>> = {
  columns: [
    NAME,
    ...plain('Status', 'Roles'),
    AGE,
    ...plain('Version'),
    ...wide('Internal-IP', 'External-IP', 'OS-Image', 'Kernel-Version', 'Container-Runtime'),
  ],
  cells(node, now) {
    const { metadata, status } = node;
    const info = status?.nodeInfo;
    const addressOf = (type: string): string =>
      status?.addresses?.find((address) => address.type === type)?.address ?? NONE;
    return [
      metadata.name,
      nodeStatus(node),
      rolesOf(metadata.labels),
      ageOf(metadata.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      addressOf('InternalIP'),
      addressOf('ExternalIP'),
      info?.osImage || '<unknown>',
      info?.kernelVersion || '<unknown>',
      info?.containerRuntimeVersion || '<unknown>',
    ];
  },
};

export const eventLayout: TableLayout<Stored<'events'>> = {
  columns: [
    ...plain('Last Seen', 'Type', 'Reason', 'Object'),
    ...wide('Subobject', 'Source'),
    ...plain('Message'),
    ...wide('First Seen', 'Count'),
    { ...NAME, wide: true },
  ],
  cells(event, now) {
    const { involvedObject, source, reportingComponent, reportingInstance, series } = event;
    const first = event.firstTimestamp || event.eventTime;
    const component = [source?.component || reportingComponent, source?.host || reportingInstance].filter(Boolean);
    return [
      ageOf(series?.lastObservedTime || event.lastTimestamp || first, now),
      event.type ?? '',
      event.reason ?? '',
      `${(involvedObject.kind ?? '').toLowerCase()}/${involvedObject.name}`,
      involvedObject.fieldPath ?? '',
      component.join(', '),
      (event.message ?? '').trim(),
      ageOf(first, now),
      series?.count || event.count || 1,
      event.metadata.name,
    ];
  },
};

export const namespaceLayout: TableLayout<Stored<'namespaces'>> = {
  columns: [NAME, ...plain('Status'), AGE],
  cells: ({ metadata, status }, now) => [metadata.name, status?.phase ?? '', ageOf(metadata.creationTimestamp, now)],
};

export const quotaLayout: TableLayout<Stored<'resourcequotas'>> = {
  columns: [NAME, AGE, ...plain('Request', 'Limit')],
  cells({ metadata, status }, now) {
    const { hard = {}, used = {} } = status ?? {};
    const texts = Object.keys(hard)
      .sort()
      .map((name) => `${name}: ${used[name]}/${hard[name]}`);
    const isLimit = (text: string): boolean => text.startsWith('limits.');
    const requests = texts.filter((text) => !isLimit(text)).join(', ');
    return [metadata.name, ageOf(metadata.creationTimestamp, now), requests, texts.filter(isLimit).join(', ')];
  },
};

export const serviceAccountLayout: TableLayout<Stored<'serviceaccounts'>> = {
  columns: [NAME, ...plain('Secrets'), AGE],
  cells: ({ metadata, secrets }, now) => [
    metadata.name,
    (secrets ?? []).length,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const configMapLayout: TableLayout<Stored<'configmaps'>> = {
  columns: [NAME, ...plain('Data'), AGE],
  cells: ({ metadata, data = {}, binaryData = {} }, now) => [
    metadata.name,
    Object.keys(data).length + Object.keys(binaryData).length,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const secretLayout: TableLayout<Stored<'secrets'>> = {
  columns: [NAME, ...plain('Type', 'Data'), AGE],
  cells: ({ metadata, type, data = {} }, now) => [
    metadata.name,
    type ?? '',
    Object.keys(data).length,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const leaseLayout: TableLayout<Stored<'leases'>> = {
  columns: [NAME, ...plain('Holder'), AGE],
  cells: ({ metadata, spec }, now) => [
    metadata.name,
    spec?.holderIdentity ?? '',
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const bindingLayout: TableLayout<Stored<'rolebindings' | 'clusterrolebindings'>> = {
  columns: [NAME, ...plain('Role'), AGE, ...wide('Users', 'Groups', 'ServiceAccounts')],
  cells({ metadata, roleRef, subjects = [] }, now) {
    const named = (kind: string): string =>
      subjects
        .filter((subject) => subject.kind === kind)
        .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace}/${name}` : name))
        .join(', ');
    const role = `${roleRef.kind}/${roleRef.name}`;
    const age = ageOf(metadata.creationTimestamp, now);
    return [metadata.name, role, age, named('User'), named('Group'), named('ServiceAccount')];
  },
};

function nodeStatus({ spec, status }: Stored<'nodes'>): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const texts = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'];
  return [...texts, ...(spec?.unschedulable ? ['SchedulingDisabled'] : [])].join(',');
}

function rolesOf(labels: Readonly<Record<string, string>> = {}): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(labels).filter((key) => key.startsWith(prefix));
  return roles.length === 0
    ? NONE
    : roles
        .map((key) => key.slice(prefix.length))
        .sort()
        .join(',');
}
