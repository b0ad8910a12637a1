// Reads a refusal in any of the shapes that the contract allows, and names the shapes that it does not allow.
import { z } from 'zod';
import type { Exchange } from './exchange';

/** The contract allows `detail`, `error` and `validation`. */
export type RefusalShape = 'detail' | 'error' | 'validation' | 'other-json' | 'html' | 'text' | 'empty';

export interface Refusal {
  readonly status: number;
  readonly shape: RefusalShape;
  /** The text for the user; a validation error has one line per problem. */
  readonly message: string;
  /** The fields that a validation error names, such as `channels.max`; empty for the other shapes, whose message names them. */
  readonly fields: readonly string[];
}

const detailSchema = z.object({ detail: z.string() });
const errorSchema = z.object({ error: z.string() });
const validationSchema = z.object({
  detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })).min(1),
});

/** The content of a refusal, without a judgement: also reads an answer 200, so that messages can show its content. */
export function readRefusal(exchange: Exchange): Refusal {
  return { status: exchange.status, ...readContent(exchange) };
}

function readContent({ json, bodyText }: Exchange): Omit<Refusal, 'status'> {
  if (json === undefined) return { shape: classifyText(bodyText), message: bodyText, fields: [] };
  const detail = detailSchema.safeParse(json);
  if (detail.success) return { shape: 'detail', message: detail.data.detail, fields: [] };
  const error = errorSchema.safeParse(json);
  if (error.success) return { shape: 'error', message: error.data.error, fields: [] };
  const validation = validationSchema.safeParse(json);
  if (!validation.success) return { shape: 'other-json', message: bodyText, fields: [] };
  const problems = validation.data.detail.map(({ loc, msg }) => ({ field: formatField(loc), msg }));
  return {
    shape: 'validation',
    message: problems.map(({ field, msg }) => `${field}: ${msg}`).join('\n'),
    fields: problems.map(({ field }) => field),
  };
}

function formatField(loc: readonly (string | number)[]): string {
  return loc.filter((part, index) => !(index === 0 && part === 'body')).join('.');
}

function classifyText(text: string): RefusalShape {
  if (text.trim() === '') return 'empty';
  return /<(!doctype|html|body|head|h1)\b/i.test(text) ? 'html' : 'text';
}
