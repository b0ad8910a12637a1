// Removes secrets from the texts of the server and the cluster before they become part of a record.
import { toSafeText } from '../../redaction/known-secrets';

/** The same record with redacted texts. Done once, before any text is cut: half of a token cannot be recognized. */
export function cleanRecord<Value>(value: Value): Value {
  return cleanPart(value) as Value;
}

function cleanPart(value: unknown): unknown {
  if (typeof value === 'string') return toSafeText(value);
  if (Array.isArray(value)) return value.map(cleanPart);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [toSafeText(key), cleanPart(each)]));
}
