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

/** The path of a key below a field; a key that has dots itself stands in brackets, such as `status.allocatable[nvidia.com/gpu]`. */
export function joinPath(field: string, key: string): string {
  return /[./]/.test(key) ? `${field}[${key}]` : `${field}.${key}`;
}

/** Such as `* status.phase: expected Running, was Pending`, sorted by field. */
export function listMismatches(mismatches: readonly Mismatch[]): string[] {
  return sortByField(mismatches).map(
    ({ field, expected, actual }) => `* ${field}: expected ${expected}, was ${actual}`,
  );
}

/** The list and, where several fields differ, a diff of the expected and the seen object that holds these fields only. */
export function describeMismatches(mismatches: readonly Mismatch[]): string[] {
  return [...listMismatches(mismatches), ...(mismatches.length > 1 ? formatDiff(sortByField(mismatches)) : [])];
}

function sortByField(mismatches: readonly Mismatch[]): Mismatch[] {
  return mismatches.toSorted((left, right) => (left.field < right.field ? -1 : left.field > right.field ? 1 : 0));
}

/** Written as YAML, with one level of indentation for each step of a path; parents that two fields share are written once. */
function formatDiff(sorted: readonly Mismatch[]): string[] {
  let open: readonly string[] = [];
  const lines = sorted.flatMap(({ field, expected, actual }) => {
    const keys = splitPath(field);
    const parents = keys.slice(0, -1);
    const firstNew = parents.findIndex((key, depth) => key !== open[depth]);
    const opened =
      firstNew < 0 ? [] : parents.slice(firstNew).map((key, depth) => `  ${indent(firstNew + depth)}${key}:`);
    open = parents;
    const leaf = (sign: string, value: string) =>
      missing.has(value) ? [] : [`${sign} ${indent(parents.length)}${keys.at(-1)}: ${value}`];
    return [...opened, ...leaf('-', expected), ...leaf('+', actual)];
  });
  return ['--- expected', '+++ seen', ...lines];
}

/** The values of a field that an object does not have; a diff has no line for them. */
const missing: ReadonlySet<string> = new Set(['absent', 'unset']);

/** At each dot outside brackets. */
function splitPath(field: string): string[] {
  return field.split(/\.(?![^[]*\])/);
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function formatValue(value: string | number | boolean | undefined): string {
  if (value === undefined) return 'unset';
  return value === '' ? '""' : String(value);
}
