// The border at which the texts of the server and the cluster become the suite's: behind it they are whole, but without secrets.
import { toSafeText } from '../../redaction/known-secrets';

/** The same record with every text made safe. Done once and before any text is cut: half of a token has not the shape of one. */
export function cleaned<Value>(value: Value): Value {
  return cleanedPart(value) as Value;
}

function cleanedPart(value: unknown): unknown {
  if (typeof value === 'string') return toSafeText(value);
  if (Array.isArray(value)) return value.map(cleanedPart);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [toSafeText(key), cleanedPart(each)]));
}
