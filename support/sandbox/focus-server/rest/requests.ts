// The shapes of the request bodies, and what is said of a body that has another one.
import { z } from 'zod';
import { type Problem, Refusal } from './refusal';

const wholeNumber = z.int();
const wholeRange = z.object({ min: wholeNumber, max: wholeNumber });
const range = z.object({ min: z.number(), max: z.number() });

export const configureSchema = z.object({
  displayTimeAxisDuration: z.number().nullish(),
  nfftSelection: wholeNumber.nullish(),
  displayInfo: z.object({ height: wholeNumber }),
  channels: wholeRange,
  frequencyRange: range.nullish(),
  start_time: wholeNumber.nullish(),
  end_time: wholeNumber.nullish(),
  view_type: wholeNumber,
});

export const timeRangeSchema = z.object({ start_time: wholeNumber, end_time: wholeNumber });

/** What `POST /configure` takes. */
export type ConfigureRequest = z.infer<typeof configureSchema>;

/** Reads a body; throws a `Refusal` 422 that names each field, what it holds and what it should. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {}, { reportInput: true });
  if (!result.success) {
    throw new Refusal(422, result.error.issues.map(problemOf));
  }
  return result.data;
}

const expectations: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  object: 'a JSON object',
};

function problemOf(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const field = path.join('.') || 'the request body';
  const expected = expectedBy(issue);
  const loc = ['body', ...path];
  if (issue.input === undefined) {
    return { loc, msg: `${field} is missing; it must be ${expected}`, type: 'missing' };
  }
  return { loc, msg: `${field} is ${shown(issue.input)}; it must be ${expected}`, type: `${issue.code}` };
}

function expectedBy(issue: z.core.$ZodIssue): string {
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  return expectations[expected] ?? (issue.code.startsWith('too_') ? 'a whole number of ordinary size' : expected);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
