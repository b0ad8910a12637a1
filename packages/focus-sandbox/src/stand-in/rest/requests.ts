// The shapes of the request bodies, and the refusal of a body with another shape.
import { z } from 'zod';
import { type Problem, Refusal } from './refusal';

/** The text of each schema completes the sentence "it must be …". */
const epochSeconds = 'a whole number of epoch seconds';
const channel = z.int('a whole number, the number of a channel');
const frequency = z.number('a number, a frequency in Hz');

export const configureSchema = z.object(
  {
    displayTimeAxisDuration: z.number('a number of seconds above 0, or null').nullish(),
    nfftSelection: z.int('a whole number, a power of two, or null').nullish(),
    displayInfo: z.object({ height: z.int('a whole number of pixels above 0') }, 'an object with a height'),
    channels: z.object({ min: channel, max: channel }, 'an object with min and max'),
    frequencyRange: z.object({ min: frequency, max: frequency }, 'an object with min and max, or null').nullish(),
    start_time: z.int(`${epochSeconds}, or null`).nullish(),
    end_time: z.int(`${epochSeconds}, or null`).nullish(),
    view_type: z.int('0 (multi-channel), 1 (single-channel) or 2 (waterfall)'),
  },
  'a JSON object',
);

export const timeRangeSchema = z.object(
  { start_time: z.int(epochSeconds), end_time: z.int(epochSeconds) },
  'a JSON object',
);

/** The body of `POST /configure`. */
export type ConfigureRequest = z.infer<typeof configureSchema>;

/** Reads a body. Throws a `Refusal` 422 that names each wrong field, its value and what it must be. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {}, { reportInput: true });
  if (!result.success) {
    throw new Refusal(422, result.error.issues.map(toProblem));
  }
  return result.data;
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const field = path.join('.') || 'the request body';
  const loc = ['body', ...path];
  if (issue.input === undefined) {
    return { loc, msg: `${field} is missing; it must be ${issue.message}`, type: 'missing' };
  }
  return { loc, msg: `${field} is ${abbreviate(issue.input)}; it must be ${issue.message}`, type: issue.code };
}

function abbreviate(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
