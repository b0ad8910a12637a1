// Addresses and ports of a Service's pods, grouped as Endpoints have them.
import type { Draft, Stored } from '../../store';
import { isReady } from '../pod-control';

export type Subset = NonNullable<Draft<'endpoints'>['subsets']>[number];
type Port = NonNullable<Subset['ports']>[number];

/** The subsets of the pods that a Service selects: one per combination of ports, ready and not ready addresses apart, in order of address. */
export function createSubsets(service: Stored<'services'>, pods: readonly Stored<'pods'>[]): Subset[] {
  const groups = new Map<string, { readonly ports: Port[]; readonly pods: Stored<'pods'>[] }>();
  for (const pod of pods.filter(belongsToEndpoints)) {
    const ports = resolvePorts(service, pod);
    if (ports.length === 0) continue;
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups.keys()].sort().flatMap((key) => {
    const group = groups.get(key);
    return group ? [createSubset(group.ports, group.pods, service.spec?.publishNotReadyAddresses === true)] : [];
  });
}

/** Whether a change of a pod can change the Endpoints it is in. */
export function affectsEndpoints(before: Stored<'pods'>, after: Stored<'pods'>): boolean {
  const facts = (pod: Stored<'pods'>): string =>
    JSON.stringify([
      belongsToEndpoints(pod),
      isReady(pod),
      pod.status?.podIP,
      pod.metadata.labels,
      pod.metadata.deletionTimestamp,
    ]);
  return facts(before) !== facts(after);
}

/** Pods that will not run again, are being removed or have no address do not belong to it. */
function belongsToEndpoints({ metadata, spec, status }: Stored<'pods'>): boolean {
  if (metadata.deletionTimestamp !== undefined || !status?.podIP) return false;
  if (spec?.restartPolicy === 'Never') return status.phase !== 'Failed' && status.phase !== 'Succeeded';
  return spec?.restartPolicy !== 'OnFailure' || status.phase !== 'Succeeded';
}

function createSubset(ports: Port[], pods: readonly Stored<'pods'>[], tolerateUnready: boolean): Subset {
  const counts = (pod: Stored<'pods'>): boolean => tolerateUnready || isReady(pod);
  const ready = pods.filter(counts).map(createAddress).sort(compareIps);
  const notReady = pods
    .filter((pod) => !counts(pod))
    .map(createAddress)
    .sort(compareIps);
  return {
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
    ports,
  };
}

function createAddress({ metadata, spec, status }: Stored<'pods'>): NonNullable<Subset['addresses']>[number] {
  const { name, namespace = '', uid, resourceVersion } = metadata;
  return {
    ip: status?.podIP ?? '',
    ...(spec?.nodeName ? { nodeName: spec.nodeName } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid, resourceVersion },
  };
}

function compareIps(one: { readonly ip: string }, other: { readonly ip: string }): number {
  return one.ip < other.ip ? -1 : Number(one.ip > other.ip);
}

/** A named target port is looked up in the pod; where the pod lacks it, the Service port has no endpoint there. */
function resolvePorts({ spec }: Stored<'services'>, pod: Stored<'pods'>): Port[] {
  return (spec?.ports ?? []).flatMap(({ name, port, targetPort = port, protocol = 'TCP' }) => {
    const number = typeof targetPort === 'number' ? targetPort : findNamedPort(pod, String(targetPort), protocol);
    return number === undefined ? [] : [{ ...(name ? { name } : {}), port: number, protocol }];
  });
}

function findNamedPort({ spec }: Stored<'pods'>, name: string, protocol: string): number | undefined {
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}
