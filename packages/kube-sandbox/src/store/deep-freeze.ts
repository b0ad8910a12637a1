// Makes stored objects read-only, so that they can be shared.

/** Freezes a JSON value at every depth; a part that is frozen already is not visited again. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
