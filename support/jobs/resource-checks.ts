// What a job's pod must declare of CPU, memory and GPU shares, and what its node must offer.
import type { V1Container, V1Node, V1Pod } from '@kubernetes/client-node';
import { compareQuantities, parseQuantity, sumQuantities, toNumber } from '../cluster/readings/quantity';
import { compareField, joinPath, type Mismatch } from '../cluster/watch/mismatch';

export interface QuantityBounds {
  readonly min: string;
  readonly max: string;
}

const declared = ['cpu', 'memory'] as const;

/** Every container of the pod, init containers included, declares requests and limits for CPU and memory. */
export function checkResources(pod: V1Pod): Mismatch[] {
  return listContainers(pod).flatMap(({ container, field }) =>
    declared.flatMap((resource) => [
      ...compareField(
        `${field}.requests.${resource}`,
        'set',
        container.resources?.requests?.[resource] ? 'set' : 'absent',
      ),
      ...compareField(`${field}.limits.${resource}`, 'set', container.resources?.limits?.[resource] ? 'set' : 'absent'),
    ]),
  );
}

/** No request of any resource is above its limit, compared as quantities (`500m` is less than `1`). */
export function checkRequestsWithinLimits(pod: V1Pod): Mismatch[] {
  return listContainers(pod).flatMap(({ container, field }) =>
    Object.entries(container.resources?.requests ?? {}).flatMap(([resource, request]) => {
      const limit = container.resources?.limits?.[resource];
      if (limit === undefined || compareQuantities(request, limit) <= 0) return [];
      return [
        { field: joinPath(`${field}.requests`, resource), expected: `at most its limit ${limit}`, actual: request },
      ];
    }),
  );
}

/** Every declared request and limit of CPU and memory lies within the bounds, ends included. */
export function checkBounds(bounds: { cpu: QuantityBounds; memory: QuantityBounds }) {
  return (pod: V1Pod): Mismatch[] =>
    listContainers(pod).flatMap(({ container, field }) =>
      (['requests', 'limits'] as const).flatMap((side) =>
        declared.flatMap((resource) => {
          const { min, max } = bounds[resource];
          const quantity = container.resources?.[side]?.[resource];
          if (quantity && compareQuantities(quantity, min) >= 0 && compareQuantities(quantity, max) <= 0) return [];
          return [
            { field: `${field}.${side}.${resource}`, expected: `${min} to ${max}`, actual: quantity ?? 'absent' },
          ];
        }),
      ),
    );
}

/** The pod as a whole requests exactly the share of an extended resource, whose request and limit Kubernetes keeps equal; for nothing where jobs get none. */
export function checkGpuShare(gpu: { readonly resource: string; readonly share: number } | null) {
  return (pod: V1Pod): Mismatch[] => {
    if (gpu === null) return [];
    const { resource, share } = gpu;
    const limits = listContainers(pod).flatMap(({ container }) => container.resources?.limits?.[resource] ?? []);
    if (limits.length > 0 && sumQuantities(limits) === parseQuantity(String(share))) return [];
    return compareField(
      joinPath('spec.containers[].resources.limits', resource),
      String(share),
      limits.join(' + ') || 'absent',
    );
  };
}

/** The requests of all pods that hold resources of the node do not exceed what the node can allocate, for each resource that `pod` requests. */
export function checkNodeOffers(pod: V1Pod, podsOnNode: readonly V1Pod[]) {
  return (node: V1Node): Mismatch[] => {
    const resources = new Set(
      listContainers(pod).flatMap(({ container }) => Object.keys(container.resources?.requests ?? {})),
    );
    const holding = podsOnNode.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
    return [...resources].flatMap((resource) => {
      const requested = sumQuantities(
        holding.flatMap((each) =>
          listContainers(each).flatMap(({ container }) => container.resources?.requests?.[resource] ?? []),
        ),
      );
      const allocatable = node.status?.allocatable?.[resource];
      if (allocatable !== undefined && requested <= parseQuantity(allocatable)) return [];
      return [
        {
          field: joinPath('status.allocatable', resource),
          expected: `at least the ${toNumber(requested)} that ${holding.length} pods request`,
          actual: allocatable ?? 'absent',
        },
      ];
    });
  };
}

function listContainers(pod: V1Pod): { container: V1Container; field: string }[] {
  const entries = [
    ['spec.initContainers', pod.spec?.initContainers],
    ['spec.containers', pod.spec?.containers],
  ] as const;
  return entries.flatMap(([path, containers]) =>
    (containers ?? []).map((container) => ({ container, field: `${path}[${container.name}].resources` })),
  );
}
