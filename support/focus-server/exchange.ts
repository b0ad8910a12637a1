// One call to the Focus Server and its result.

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base URL, such as `/configure`. */
  readonly path: string;
  readonly requestBody?: unknown;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** A call that was answered, whatever the status. */
export interface Exchange extends Call {
  readonly status: number;
  /** Empty if the answer has none. */
  readonly contentType: string;
  /** At most `bodyTextLimit` characters; `bodyBytes` is the full size. */
  readonly bodyText: string;
  readonly bodyBytes: number;
  /** The parsed body; undefined when the body is no JSON. */
  readonly json?: unknown;
}

/** A call that got no complete answer. */
export interface FailedCall extends Call {
  readonly failure: string;
}

export const bodyTextLimit = 64 * 1024;

/** Whether the body is JSON and the Content-Type too. */
export function isJson({ json, contentType }: Exchange): boolean {
  return json !== undefined && /\bjson\b/i.test(contentType);
}

/** Such as `POST /configure answered 400 application/json: {"detail": …`, with the first 300 characters of the body. */
export function describeExchange(exchange: Exchange): string {
  const type = exchange.contentType === '' ? '' : ` ${truncate(exchange.contentType, 100)}`;
  const line = exchange.bodyText.replace(/\s+/g, ' ').trim();
  const body = line === '' ? '(empty body)' : truncate(line, 300);
  return `${exchange.method} ${exchange.path} answered ${exchange.status}${type}: ${body}`;
}

function truncate(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}
