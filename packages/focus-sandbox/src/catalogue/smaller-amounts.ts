// Merges amounts of several faults: of two amounts of the same thing the smaller one counts.
import { parseThousandths } from 'kube-sandbox';

/** Merges objects part by part: of two numbers or Kubernetes quantities the smaller one stays, of other values the first. */
export function mergeSmaller<Value extends object>(values: readonly Value[]): Value {
  return values.reduce<unknown>(pickSmaller, {}) as Value;
}

function pickSmaller(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (typeof one === 'number' && typeof other === 'number') return Math.min(one, other);
  if (isRecord(one) && isRecord(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...names].map((name) => [name, pickSmaller(one[name], other[name])]));
  }
  return isQuantity(one) && isQuantity(other) && parseThousandths(other) < parseThousandths(one) ? other : one;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && /^\d/.test(value);
}
