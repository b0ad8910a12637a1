// What a scenario requested and was answered, in a form in which two clusters can be compared.

/** One line of a transcript. */
export interface TranscriptStep {
  /** What was done, such as `POST /api/v1/namespaces/<ns>/pods`. */
  readonly step: string;
  /** Its result, normalized. */
  readonly result: unknown;
}

export type Transcript = readonly TranscriptStep[];

/** A value in which two transcripts differ. */
export interface Difference {
  readonly step: string;
  /** Path inside the result, such as `body.spec.clusterIP`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Every value in which the actual transcript differs from the expected one. */
export function compareTranscripts(expected: Transcript, actual: Transcript): Difference[] {
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const [left, right] = [expected[index], actual[index]];
    const step = `${index + 1}. ${left?.step ?? right?.step}`;
    if (left?.step !== right?.step) return [{ step, path: '', expected: left?.step, actual: right?.step }];
    return compareValues(step, '', left?.result, right?.result);
  });
}

/** Such as `2. POST …: body.message: expected "a", was "b"`. */
export function describeDifference({ step, path, expected, actual }: Difference): string {
  return `${step}: ${path}: expected ${formatValue(expected)}, was ${formatValue(actual)}`;
}

function compareValues(step: string, path: string, expected: unknown, actual: unknown): Difference[] {
  if (isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((key) => {
      const inner = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      return compareValues(step, inner, Reflect.get(expected, key), Reflect.get(actual, key));
    });
  }
  return Object.is(expected, actual) ? [] : [{ step, path, expected, actual }];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function formatValue(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
