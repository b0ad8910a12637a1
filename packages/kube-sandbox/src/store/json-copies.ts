// Copies of JSON values, and what is shared between a value and its next version.

/** A copy that shares nothing with the original; several times as fast as `structuredClone`, which also copies what JSON cannot hold. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  const copy: Record<string, unknown> = {};
  for (const [field, part] of Object.entries(value)) copy[field] = cloneJson(part);
  return copy as T;
}

/**
 * The next version of a JSON value, with the parts that did not change taken from the previous one, so that they exist once.
 * It is the previous value itself when nothing changed.
 */
export function shareParts<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (typeof previous !== 'object' || typeof next !== 'object' || previous === null || next === null) return next;
  if (Array.isArray(previous) !== Array.isArray(next)) return next;
  const before = previous as Readonly<Record<string, unknown>>;
  const after = next as Record<string, unknown>;
  const fields = Object.keys(after);
  let isSame = fields.length === Object.keys(before).length;
  for (const field of fields) {
    const part = shareParts(before[field], after[field]);
    if (part === before[field] && field in before) after[field] = part;
    else isSame = false;
  }
  return (isSame ? previous : next) as T;
}
