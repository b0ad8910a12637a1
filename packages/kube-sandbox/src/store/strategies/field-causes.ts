// The ways in which a field can be wrong, with Kubernetes' messages.
import type { Cause } from '../status-error';

export function required(field: string, why = ''): Cause {
  return { reason: 'FieldValueRequired', message: `Required value${why && `: ${why}`}`, field };
}

/** `value` is shown as Go's validation shows it: texts quoted, numbers plain, anything else as its text. */
export function invalidValue(field: string, value: unknown, why: string): Cause {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${shown}: ${why}`, field };
}

export function unsupported(field: string, value: string, supported: readonly string[]): Cause {
  const list = supported.map((text) => JSON.stringify(text)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
  return { reason: 'FieldValueNotSupported', message, field };
}

export function duplicate(field: string, value: unknown): Cause {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return { reason: 'FieldValueDuplicate', message: `Duplicate value: ${shown}`, field };
}

export function unknownReference(field: string, name: string): Cause {
  return { reason: 'FieldValueNotFound', message: `Not found: ${JSON.stringify(name)}`, field };
}

export function forbiddenField(field: string, why: string): Cause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field };
}

/** A whole number that may not be negative; absent is fine. */
export function checkNotNegative(field: string, value: number | undefined): readonly Cause[] {
  if (value === undefined || value >= 0) return [];
  return [invalidValue(field, value, 'must be greater than or equal to 0')];
}

export function immutable(field: string, value: unknown): Cause {
  return invalidValue(field, value, 'field is immutable');
}

/** A selector as Go prints it in error texts. */
export function formatGoSelector(selector: { readonly matchLabels?: Readonly<Record<string, string>> } = {}): GoText {
  const labels = formatGoLabels(selector.matchLabels);
  return new GoText(`v1.LabelSelector{MatchLabels:${labels}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`);
}

/** Labels as Go prints them in error texts. */
export function formatGoLabels(labels: Readonly<Record<string, string>> | undefined): GoText {
  if (!labels) return new GoText('map[string]string(nil)');
  const entries = Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));
  const pairs = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return new GoText(`map[string]string{${pairs.join(', ')}}`);
}

/** Text that is shown without quotation marks. */
export class GoText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}
