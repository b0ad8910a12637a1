// How a job's Service must lead to the job's pod.
import type { V1Endpoints, V1Pod, V1Service } from '@kubernetes/client-node';
import { compareField, type Mismatch } from '../cluster/watch/mismatch';
import type { Job } from './job';
import { streamContainerPort } from './object-names';
import { formatAddress } from './tcp-probe';

/** Of all pods of the namespace, the Service selects this one and no other. */
export function checkSelectsOnly(pod: V1Pod, podsOfNamespace: readonly V1Pod[]) {
  return (service: V1Service): Mismatch[] => {
    const selector = Object.entries(service.spec?.selector ?? {});
    const selected =
      selector.length === 0
        ? []
        : podsOfNamespace.filter(({ metadata }) => selector.every(([key, value]) => metadata?.labels?.[key] === value));
    const text = selector.map(([key, value]) => `${key}=${value}`).join(',') || 'no selector';
    return compareField('spec.selector', `selects ${formatPodNames([pod])}`, `selects ${formatPodNames(selected)}`).map(
      (mismatch) => ({
        ...mismatch,
        actual: `${mismatch.actual} (${text})`,
      }),
    );
  };
}

/** Each target port of the Service is a declared port of the streaming container, by number or by name. */
export function checkTargetsPort(pod: V1Pod) {
  return (service: V1Service): Mismatch[] => {
    const container = pod.spec?.containers.find(({ ports }) =>
      ports?.some((port) => port.containerPort === streamContainerPort),
    );
    const valid = (container?.ports ?? []).flatMap((port) => [port.containerPort, port.name ?? port.containerPort]);
    const targets = (service.spec?.ports ?? []).map((port) => port.targetPort ?? port.port);
    if (targets.length === 0) return compareField('spec.ports', 'at least one port', 'none');
    return targets.flatMap((target, index) =>
      valid.includes(target)
        ? []
        : compareField(
            `spec.ports[${index}].targetPort`,
            [...new Set(valid)].join(' or ') || 'a container port',
            String(target),
          ),
    );
  };
}

/** The addresses that are ready behind the Service are exactly the pod's own, on the stream's port. */
export function checkEndpointsHold(pod: V1Pod) {
  return (endpoints: V1Endpoints): Mismatch[] => {
    const ready = (endpoints.subsets ?? []).flatMap((subset) =>
      (subset.addresses ?? []).flatMap(({ ip }) => (subset.ports ?? []).map(({ port }) => `${ip}:${port}`)),
    );
    return compareField(
      'subsets[].addresses',
      `${pod.status?.podIP}:${streamContainerPort}`,
      ready.sort().join(', ') || 'none',
    );
  };
}

/** The port of the answer is one under which the job's own Service is reached: its node port or its port. */
export function checkExposesPort(streamPort: number) {
  return (service: V1Service): Mismatch[] => {
    const own = (service.spec?.ports ?? []).flatMap(({ port, nodePort }) =>
      nodePort === undefined ? [port] : [nodePort, port],
    );
    return own.includes(streamPort)
      ? []
      : compareField('spec.ports', `a port or nodePort ${streamPort}`, own.join(', ') || 'none');
  };
}

/** Throws, naming the jobs, when two of them were answered the same host and port. */
export function expectDistinctPorts(jobs: readonly Job[]): void {
  const byAddress = Map.groupBy(jobs, ({ address }) => formatAddress(address));
  const shared = [...byAddress].filter(([, holders]) => holders.length > 1);
  if (shared.length === 0) return;
  const lines = shared.map(
    ([address, holders]) => `${address} was given to the jobs ${holders.map(({ id }) => id).join(' and ')}`,
  );
  throw new Error(`expected a port of its own for each job, but ${lines.join('; ')}`);
}

function formatPodNames(pods: readonly V1Pod[]): string {
  return (
    pods
      .map((pod) => pod.metadata?.name)
      .sort()
      .join(', ') || 'no pod'
  );
}
