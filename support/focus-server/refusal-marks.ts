// The marks of a good refusal: what the user needs to know, and what the answer must not show.
import type { RefusalDemand } from './catalogue';
import { describeExchange, type Exchange, isJson } from './exchange';
import { type Refusal, type RefusalShape, readRefusal } from './refusal';

const markNames = [
  'status',
  'JSON',
  'shape',
  'names the field',
  'names the value or limit',
  'names what is valid',
  'no stack trace',
  'no internals',
] as const;
type MarkName = (typeof markNames)[number];

export interface Mark {
  readonly name: MarkName;
  /** What was expected; undefined if the mark is met. */
  readonly missing?: string;
}

/** The marks of the answer, in the order of `markNames`, without those that the demand does not require. */
export function judgeRefusal(exchange: Exchange, demand: RefusalDemand): Mark[] {
  const refusal = readRefusal(exchange);
  const text = [refusal.message, ...refusal.fields].join('\n');
  const { field, valueOrLimit, valid } = demand;
  return [
    mark('status', demand.statuses.includes(exchange.status), `a status of ${demand.statuses.join(' or ')}`),
    mark('JSON', isJson(exchange), 'a JSON body with a JSON Content-Type'),
    mark('shape', contractShapes.includes(refusal.shape), 'an error body of the contract: "detail" or "error"'),
    mark('names the field', field.pattern.test(text), `a message that names ${field.what}`),
    ...(valueOrLimit === undefined
      ? []
      : [
          mark(
            'names the value or limit',
            valueOrLimit.pattern.test(text),
            `a message that names ${valueOrLimit.what}`,
          ),
        ]),
    ...(valid === undefined
      ? []
      : [mark('names what is valid', valid.pattern.test(text), `a message that names what is valid: ${valid.what}`)]),
    mark('no stack trace', !stackTrace.test(exchange.bodyText), 'no stack trace'),
    mark('no internals', !internals.test(exchange.bodyText), 'no paths, class names or SQL'),
  ];
}

/** @throws Error that quotes the answer and lists every mark that it misses */
export function expectRefusal(name: string, exchange: Exchange, demand: RefusalDemand): void {
  if (wasAccepted(exchange)) {
    throw new Error(
      `${name} was accepted, but must be refused with ${demand.statuses.join(' or ')}: ${describeExchange(exchange)}`,
    );
  }
  const missing = judgeRefusal(exchange, demand).flatMap(({ missing: text }) => text ?? []);
  if (missing.length === 0) return;
  const list = missing.map((text) => `\n  - expected ${text}`).join('');
  throw new Error(`${name} was not refused as it must be: ${describeExchange(exchange)}${list}`);
}

/** Whether the answer is not a refusal: it contains a job. */
export function wasAccepted({ status, json }: Exchange): boolean {
  return status === 200 && typeof json === 'object' && json !== null && 'job_id' in json;
}

/** A refusal with its marks. */
export interface JudgedRefusal {
  readonly name: string;
  readonly exchange: Exchange;
  readonly marks: readonly Mark[];
}

/** The shapes that differ from that of most refusals, such as `the shape of 2 is "error" (…), while most have "detail"`; empty if there is one shape. */
export function describeOddShapes(refusals: readonly JudgedRefusal[]): string[] {
  const byShape = Map.groupBy(refusals, ({ exchange }) => readRefusal(exchange).shape);
  const [usual, ...odd] = [...byShape].sort(([, left], [, right]) => right.length - left.length);
  return odd.map(([shape, those]) => {
    const examples = those.slice(0, 2).map(({ name }) => name);
    return `the shape of ${those.length} is "${shape}" (such as ${examples.join(', ')}), while most have "${usual?.[0]}"`;
  });
}

/** A table of every refusal: its marks, its status and its message. */
export function renderMarkTable(refusals: readonly JudgedRefusal[]): string {
  const heads = markNames.map((name, index) => `${index + 1} ${name}`).join(' · ');
  const numbers = markNames.map((_, index) => index + 1).join(' ');
  const rows = refusals.map(({ name, exchange, marks }) => {
    const signs = markNames.map((markName) => sign(marks.find((one) => one.name === markName))).join(' ');
    return `${signs} | ${exchange.status} | ${name}\n${' '.repeat(signs.length)} |     | → ${formatOneLine(readRefusal(exchange))}`;
  });
  return [
    `Marks: ${heads}`,
    '✓ met · ✗ not met · – not required',
    '',
    `${numbers} |     | investigation → message`,
    ...rows,
  ].join('\n');
}

const contractShapes: readonly RefusalShape[] = ['detail', 'error', 'validation'];
/** Lines of stack traces of Node.js, Java, Python, .NET and Go. */
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

function formatOneLine({ message }: Refusal): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length <= 300 ? line || '(no message)' : `${line.slice(0, 300)}…`;
}
