// The answers to wrong requests that were sent together, as the ledger's file keeps them for the scenarios of all workers.
import { z } from 'zod';
import type { Exchange } from '../focus-server';
import type { Named, RefusalDemand } from '../focus-server/catalogue/case';
import { focusServerFailures } from '../focus-server/focus-server-error';
import { toSafeText } from '../redaction/known-secrets';

const exchange = z.object({
  method: z.enum(['GET', 'POST', 'DELETE']),
  path: z.string(),
  requestBody: z.unknown().optional(),
  startedAt: z.coerce.date(),
  durationMs: z.number(),
  status: z.int(),
  contentType: z.string(),
  bodyText: z.string(),
  bodyBytes: z.int(),
});

const named = z.object({ what: z.string(), source: z.string(), flags: z.string() });

/** A refusal that is demanded, with its patterns as text. */
const demand = z.object({
  statuses: z.array(z.int()),
  field: named,
  valueOrLimit: named.optional(),
  valid: named.optional(),
});

/** `demand` is of the moment of the request: it may contain the time. `failure` is the kind of a call without an answer. */
const answer = z.union([
  z.object({ exchange, demand }),
  z.object({ message: z.string(), failure: z.enum(focusServerFailures).optional() }),
]);

export const sharedAnswersSchema = z.object({
  /** By the scenario of the request; none for a request that could not be built. */
  answers: z.record(z.string(), answer),
  /** The valid job that was opened after all answers; absent if there is none. */
  jobId: z.string().optional(),
  /** The jobs and objects that appeared meanwhile and that no answer names. */
  created: z.array(z.string()),
});

export type SharedAnswer = z.infer<typeof answer>;
export type SharedAnswers = z.infer<typeof sharedAnswersSchema>;

interface JudgedExchange {
  readonly exchange: Exchange;
  readonly demand: RefusalDemand;
}

/** In the form of the file: without secrets, which an answer may repeat, and without the parsed body. */
export function encodeExchange({
  exchange,
  demand: { statuses, field, valueOrLimit, valid },
}: JudgedExchange): SharedAnswer {
  const { json: _, ...call } = exchange;
  return {
    exchange: { ...call, bodyText: toSafeText(exchange.bodyText) },
    demand: {
      statuses: [...statuses],
      field: encodeNamed(field),
      ...(valueOrLimit && { valueOrLimit: encodeNamed(valueOrLimit) }),
      ...(valid && { valid: encodeNamed(valid) }),
    },
  };
}

/** What was encoded. */
export function decodeExchange({ exchange, demand }: Extract<SharedAnswer, { exchange: unknown }>): JudgedExchange {
  const { statuses, field, valueOrLimit, valid } = demand;
  return {
    exchange: { ...exchange, ...parseBody(exchange.bodyText) },
    demand: {
      statuses,
      field: decodeNamed(field),
      ...(valueOrLimit && { valueOrLimit: decodeNamed(valueOrLimit) }),
      ...(valid && { valid: decodeNamed(valid) }),
    },
  };
}

function parseBody(text: string): { json?: unknown } {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return {};
  }
}

function encodeNamed({ what, pattern: { source, flags } }: Named): z.infer<typeof named> {
  return { what, source, flags };
}

function decodeNamed({ what, source, flags }: z.infer<typeof named>): Named {
  return { what, pattern: new RegExp(source, flags) };
}
