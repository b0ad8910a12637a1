// Puts the sizes of several faults together: of two amounts of the same thing the smaller one counts.

import { type ClusterConditions, type NodeSpec, thousandths, usualNode } from 'kube-sandbox';
import type { Size } from './size';

/** What a sandbox is started with because of its faults; what no size names is left out. */
interface Sizing {
  readonly cluster: { readonly nodes?: readonly NodeSpec[]; readonly conditions?: ClusterConditions };
  readonly standIn: NonNullable<Size['standIn']>;
}

/** All sizes at once. Nodes come in the order in which they are named first. */
export function sizingOf(sizes: readonly Size[]): Sizing {
  const { nodes, conditions, standIn = {} } = sizes.reduce<Size>((one, other) => both(one, other) as Size, {});
  return {
    cluster: {
      ...(nodes === undefined ? {} : { nodes: Object.entries(nodes).map(nodeOf) }),
      ...(conditions === undefined ? {} : { conditions }),
    },
    standIn,
  };
}

function nodeOf([name, amounts]: readonly [string, Readonly<Record<string, string>>]): NodeSpec {
  return { name, allocatable: { ...usualNode.allocatable, ...amounts } };
}

/** Part by part: the smaller of two numbers or quantities, the members of both lists. */
function both(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (typeof one === 'number' && typeof other === 'number') return Math.min(one, other);
  if (Array.isArray(one) && Array.isArray(other)) return [...new Set<unknown>([...one, ...other])];
  if (isRecord(one) && isRecord(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...names].map((name) => [name, both(one[name], other[name])]));
  }
  return isQuantity(one) && isQuantity(other) && thousandths(one) < thousandths(other) ? one : other;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && /^\d/.test(value);
}
