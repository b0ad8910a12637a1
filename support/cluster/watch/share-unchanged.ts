// Keeps equal parts of two states only once, because the states of an object, and the objects of one kind, are almost equal.

/**
 * The next state, in which each part that equals the same part of the known state is that part. Both are plain data. The function
 * changes the next state itself; afterwards neither of them may be changed.
 */
export function shareUnchanged<T>(known: T, next: T): T {
  if (known === next) return known;
  if (known instanceof Date && next instanceof Date) return known.getTime() === next.getTime() ? known : next;
  if (!isRecord(known) || !isRecord(next) || Object.getPrototypeOf(known) !== Object.getPrototypeOf(next)) return next;
  return shareParts(known, next) ? known : next;
}

/** Returns whether all parts are the same. Arrays are records of their indexes. */
function shareParts(known: Record<string, unknown>, next: Record<string, unknown>): boolean {
  const keys = Object.keys(next);
  let isSame = keys.length === Object.keys(known).length;
  for (const key of keys) {
    const shared = shareUnchanged(known[key], next[key]);
    if (shared !== known[key] || !(key in known)) isSame = false;
    next[key] = shared;
  }
  return isSame;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
