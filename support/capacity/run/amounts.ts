// Amounts of resources, read from Kubernetes quantities and summed.
import type { V1Pod } from '@kubernetes/client-node';
import { parseQuantity, toNumber } from '../../cluster/readings/quantity';
import type { Amounts } from '../capacity-record';

/** Quantities such as those of a node's `allocatable` or of a quota's `hard`. */
export function readAmounts(quantities: Readonly<Record<string, string>> | undefined): Amounts {
  return Object.fromEntries(
    Object.entries(quantities ?? {}).map(([name, quantity]) => [name, toNumber(parseQuantity(quantity))]),
  );
}

/** What the scheduler reserves for a pod: the sum of its containers or its largest init container, and 1 of `pods`. */
export function sumRequests({ spec }: V1Pod): Amounts {
  const sum = (spec?.containers ?? []).map(({ resources }) => readAmounts(resources?.requests)).reduce(add, {});
  const largest = (spec?.initContainers ?? [])
    .map(({ resources }) => readAmounts(resources?.requests))
    .reduce(computeMaximum, {});
  return { ...computeMaximum(sum, largest), pods: 1 };
}

export function add(left: Amounts = {}, right: Amounts = {}): Amounts {
  return combine(left, right, (one, other) => one + other);
}

function computeMaximum(left: Amounts, right: Amounts): Amounts {
  return combine(left, right, Math.max);
}

function combine(left: Amounts, right: Amounts, how: (one: number, other: number) => number): Amounts {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries([...names].map((name) => [name, how(left[name] ?? 0, right[name] ?? 0)]));
}
