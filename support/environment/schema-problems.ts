// Describes where outside data does not match its schema: one line per problem, with the value and what would be valid.
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { renamed } from './renamed';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/**
 * One line per problem: key path, value, what is valid. The descriptions in the schema are the source for the latter.
 * @param data the data that was parsed, to quote the value from
 */
export function describeProblems(schema: z.ZodType, data: unknown, error: z.ZodError): string[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? describeUnknownKeys(schema, issue) : [describeWrongValue(schema, data, issue)],
  );
}

/** The candidates, the most similar to `word` first; alphabetical if equally similar. */
export function sortBySimilarity(word: string, candidates: readonly string[]): string[] {
  const computeNearness = (candidate: string) =>
    candidate.toLowerCase().startsWith(word.toLowerCase()) ? 0 : distance(word.toLowerCase(), candidate.toLowerCase());
  return candidates.toSorted((a, b) => computeNearness(a) - computeNearness(b) || a.localeCompare(b));
}

function describeUnknownKeys(schema: z.ZodType, issue: z.core.$ZodIssueUnrecognizedKeys): string[] {
  const found = findSchema(schema, issue.path);
  const target = found && unwrap(found);
  const valid = target instanceof z.ZodObject ? Object.keys(target.shape) : [];
  return issue.keys.map((key) => {
    const path = formatPath([...issue.path, key]);
    const now = renamed.settings.get(path);
    if (now !== undefined) return `unknown key ${path}; it is now ${now}`;
    const near = sortBySimilarity(key, valid);
    // A key in front of a colon would be redacted as a secret if it had the name of one.
    return `unknown key ${path}; valid here: ${near.join(', ')}`;
  });
}

function describeWrongValue(schema: z.ZodType, data: unknown, issue: Issue): string {
  const value = findValue(data, issue.path);
  const expected =
    issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : describeExpected(schema, issue);
  const seen = value === undefined ? 'missing' : `${JSON.stringify(value)} is not valid`;
  return `${formatPath(issue.path)}: ${seen}; expected ${expected}`;
}

function formatPath(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? '(whole file)' : text.replace(/^\./, '');
}

function findValue(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );
}

function describeExpected(schema: z.ZodType, issue: Issue): string {
  for (let current = findSchema(schema, issue.path); current !== undefined; current = unwrapInner(current)) {
    if (current.description !== undefined) return current.description;
  }
  return issue.message;
}

/** The schema at `path`, with its wrappers (optional, default). */
function findSchema(schema: z.ZodType, path: Path): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>(
    (current, key) => (current === undefined ? undefined : findChild(unwrap(current), key)),
    schema,
  );
}

function findChild(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const next = unwrapInner(schema);
  return next === undefined ? schema : unwrap(next);
}

function unwrapInner(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.unwrap() as z.ZodType;
  return undefined;
}
