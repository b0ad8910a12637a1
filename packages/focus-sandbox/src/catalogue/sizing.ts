// Puts the sizes of several faults together: of two amounts of the same thing the smaller one counts.

import { type NodeSpec, parseThousandths, usualNode } from 'kube-sandbox';
import type { Size } from './size';

/** The node of a sandbox whose size no fault changes: it has a GPU share for each of its 1,000 jobs. */
export const sandboxNode: NodeSpec = {
  ...usualNode,
  allocatable: { ...usualNode.allocatable, 'nvidia.com/gpu.shared': '1100' },
};

/** What a sandbox is started with because of its faults; what no size names is left out. */
interface Sizing {
  readonly cluster: { readonly nodes?: readonly NodeSpec[] };
  readonly standIn: NonNullable<Size['standIn']>;
}

/** All sizes at once. Nodes come in the order in which they are named first. */
export function sizingOf(sizes: readonly Size[]): Sizing {
  const { nodes, standIn = {} } = sizes.reduce<Size>((one, other) => both(one, other) as Size, {});
  return {
    cluster: nodes === undefined ? {} : { nodes: Object.entries(nodes).map(nodeOf) },
    standIn,
  };
}

function nodeOf([name, amounts]: readonly [string, Readonly<Record<string, string>>]): NodeSpec {
  return { name, allocatable: { ...sandboxNode.allocatable, ...amounts } };
}

/** Part by part: the smaller of two numbers or quantities. */
function both(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (typeof one === 'number' && typeof other === 'number') return Math.min(one, other);
  if (isRecord(one) && isRecord(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...names].map((name) => [name, both(one[name], other[name])]));
  }
  return isQuantity(one) && isQuantity(other) && parseThousandths(one) < parseThousandths(other) ? one : other;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && /^\d/.test(value);
}
