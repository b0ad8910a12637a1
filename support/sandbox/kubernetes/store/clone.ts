// Copies of JSON values.

/** A copy that shares nothing with the original; several times as fast as `structuredClone`, which also copies what JSON cannot hold. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  const copy: Record<string, unknown> = {};
  for (const [field, part] of Object.entries(value)) copy[field] = cloneJson(part);
  return copy as T;
}
