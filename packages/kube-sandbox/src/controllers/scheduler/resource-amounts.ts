// What pods request and nodes have, in whole thousandths of each resource's unit.
import { parseThousandths } from '../../quantity';
import type { Stored } from '../../store';

export type Amounts = ReadonlyMap<string, number>;

/** What a pod requests: the sum of its containers, or more if an init container requests more; and one of the node's `pods`. */
export function sumRequests({ spec }: Stored<'pods'>): Amounts {
  const total = new Map<string, number>([['pods', 1000]]);
  for (const { resources } of spec?.containers ?? []) {
    for (const [name, amount] of parseAmounts(resources?.requests)) total.set(name, (total.get(name) ?? 0) + amount);
  }
  for (const { resources } of spec?.initContainers ?? []) {
    for (const [name, amount] of parseAmounts(resources?.requests))
      total.set(name, Math.max(total.get(name) ?? 0, amount));
  }
  return total;
}

/** Reads quantities such as `{ cpu: '250m' }`. */
export function parseAmounts(quantities: Readonly<Record<string, string>> = {}): Amounts {
  return new Map(Object.entries(quantities).map(([name, quantity]) => [name, parseThousandths(String(quantity))]));
}

/** Why the requests do not fit, as Kubernetes writes it; empty when they do. */
export function findShortages(requests: Amounts, allocatable: Amounts, used: Amounts): readonly string[] {
  const short = [...requests].filter(
    ([name, amount]) => amount > 0 && amount + (used.get(name) ?? 0) > (allocatable.get(name) ?? 0),
  );
  return short.map(([name]) => (name === 'pods' ? 'Too many pods' : `Insufficient ${name}`));
}
