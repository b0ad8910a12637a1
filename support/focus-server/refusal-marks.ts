// The marks by which a refusal is judged: what a person who is refused needs, and what must not be shown to them.
import type { RefusalDemand } from './catalogue';
import { describeExchange, type Exchange, isJson } from './exchange';
import { type Refusal, type RefusalShape, readRefusal } from './refusal';

const markNames = [
  'status',
  'JSON',
  'shape',
  'names the field',
  'names the value or limit',
  'says what is valid',
  'no stack trace',
  'no internals',
] as const;
type MarkName = (typeof markNames)[number];

export interface Mark {
  readonly name: MarkName;
  /** Undefined where the mark is met; else what was expected. */
  readonly missing?: string;
}

/** The marks of the answer, in the order of `markNames`; a mark that the demand does not ask for is left out. */
export function marksOf(exchange: Exchange, demand: RefusalDemand): Mark[] {
  const refusal = readRefusal(exchange);
  const told = [refusal.message, ...refusal.fields].join('\n');
  const { field, valueOrLimit, valid } = demand;
  return [
    mark('status', demand.statuses.includes(exchange.status), `a status of ${demand.statuses.join(' or ')}`),
    mark('JSON', isJson(exchange), 'a body of JSON that is said to be JSON'),
    mark('shape', contractShapes.includes(refusal.shape), 'an error body of the contract: "detail" or "error"'),
    mark('names the field', field.pattern.test(told), `a message that names ${field.what}`),
    ...(valueOrLimit === undefined
      ? []
      : [
          mark(
            'names the value or limit',
            valueOrLimit.pattern.test(told),
            `a message that names ${valueOrLimit.what}`,
          ),
        ]),
    ...(valid === undefined
      ? []
      : [mark('says what is valid', valid.pattern.test(told), `a message that says what is valid: ${valid.what}`)]),
    mark('no stack trace', !stackTrace.test(exchange.bodyText), 'no stack trace'),
    mark('no internals', !internals.test(exchange.bodyText), 'no paths, class names or SQL'),
  ];
}

/** @throws Error that quotes the answer and lists every mark that it misses */
export function expectRefusal(name: string, exchange: Exchange, demand: RefusalDemand): void {
  if (wasAccepted(exchange)) {
    throw new Error(
      `${name} was accepted, although it has to be refused with ${demand.statuses.join(' or ')}: ${describeExchange(exchange)}`,
    );
  }
  const missing = marksOf(exchange, demand).flatMap(({ missing: text }) => text ?? []);
  if (missing.length === 0) return;
  const list = missing.map((text) => `\n  - expected ${text}`).join('');
  throw new Error(`${name} was not refused as it must be: ${describeExchange(exchange)}${list}`);
}

/** Whether the answer is no refusal at all: it gives a job. */
export function wasAccepted({ status, json }: Exchange): boolean {
  return status === 200 && typeof json === 'object' && json !== null && 'job_id' in json;
}

/** One refusal beside its marks. */
export interface JudgedRefusal {
  readonly name: string;
  readonly exchange: Exchange;
  readonly marks: readonly Mark[];
}

/** The shapes beside the one that most refusals have, such as `the shape of 2 is "error" (…), while most have "detail"`; empty when there is one. */
export function oddShapes(refusals: readonly JudgedRefusal[]): string[] {
  const byShape = Map.groupBy(refusals, ({ exchange }) => readRefusal(exchange).shape);
  const [usual, ...odd] = [...byShape].sort(([, left], [, right]) => right.length - left.length);
  return odd.map(([shape, those]) => {
    const examples = those.slice(0, 2).map(({ name }) => name);
    return `the shape of ${those.length} is "${shape}" (such as ${examples.join(', ')}), while most have "${usual?.[0]}"`;
  });
}

/** A table of every refusal: its marks, its status and its message. */
export function markTable(refusals: readonly JudgedRefusal[]): string {
  const heads = markNames.map((name, index) => `${index + 1} ${name}`).join(' · ');
  const numbers = markNames.map((_, index) => index + 1).join(' ');
  const rows = refusals.map(({ name, exchange, marks }) => {
    const signs = markNames.map((markName) => sign(marks.find((one) => one.name === markName))).join(' ');
    return `${signs} | ${exchange.status} | ${name}\n${' '.repeat(signs.length)} |     | → ${oneLine(readRefusal(exchange))}`;
  });
  return [
    `Marks: ${heads}`,
    '✓ met · ✗ not met · – not asked for',
    '',
    `${numbers} |     | investigation → message`,
    ...rows,
  ].join('\n');
}

const contractShapes: readonly RefusalShape[] = ['detail', 'error', 'validation'];
/** Lines as Node.js, Java, Python, .NET and Go print them. */
const stackTrace =
  /\bat [\w$.<>[\] ]+ ?\([^)]*:\d+|\bat \S+\.(java|cs|ts|js):\d+|Traceback \(most recent call|File "[^"]+", line \d+|goroutine \d+ \[/;
/** Paths of files, names of error classes, SQL and names of drivers. */
const internals =
  /(\/(usr|home|app|opt|var|etc|srv|root|tmp)\/[\w.-]+)|[A-Z]:\\\\?\w|\w\.(py|js|ts|java|go|cs|cpp|rb)\b:?\d*|node_modules|\b[A-Z]\w+(Error|Exception)\b|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.+\b(FROM|VALUES|SET|WHERE)\b|psycopg|sqlalchemy|pymongo/;

function mark(name: MarkName, met: boolean, expected: string): Mark {
  return met ? { name } : { name, missing: expected };
}

function sign(found: Mark | undefined): string {
  if (found === undefined) return '–';
  return found.missing === undefined ? '✓' : '✗';
}

function oneLine({ message }: Refusal): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length <= 300 ? line || '(no message)' : `${line.slice(0, 300)}…`;
}
