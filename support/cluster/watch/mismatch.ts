// Where an object differs from what is expected, field by field.

/** One field that is not as expected; the values are formatted for messages. */
export interface Mismatch {
  /** Path in the object, such as `status.phase`. */
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
}

/** Compares one field: no mismatch if both values are equal, one otherwise. `undefined` is formatted as "unset". */
export function compareField(
  field: string,
  expected: string | number | boolean | undefined,
  actual: string | number | boolean | undefined,
): Mismatch[] {
  return expected === actual ? [] : [{ field, expected: formatValue(expected), actual: formatValue(actual) }];
}

/** Such as `* status.phase: expected Running, was Pending`, sorted by field. */
export function listMismatches(mismatches: readonly Mismatch[]): string[] {
  return mismatches
    .toSorted((left, right) => (left.field < right.field ? -1 : left.field > right.field ? 1 : 0))
    .map(({ field, expected, actual }) => `* ${field}: expected ${expected}, was ${actual}`);
}

function formatValue(value: string | number | boolean | undefined): string {
  if (value === undefined) return 'unset';
  return value === '' ? '""' : String(value);
}
