// Sends the calls to Xray and Jira: deadline, proxy, and a retry exactly where it cannot do anything twice.
import { Readable } from 'node:stream';
import { EnvHttpProxyAgent, request } from 'undici';
import type { z } from 'zod';
import { Backoff } from '../../common/backoff';
import { EnvironmentError } from '../../common/errors';
import { formatExactSeconds } from '../../common/wording';
import {
  createAnswerError,
  createConnectionError,
  createShapeError,
  isHtml,
  isNotSent,
  isTimeout,
  type ReceivedAnswer,
} from './call-errors';

export interface Call {
  /** What the call does, for messages, such as `The import of the features`. */
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** See `createForm`; it is read again for each attempt. */
  readonly form?: Blob;
  readonly json?: unknown;
  /** Whether the result is the same if the call is carried out twice. Others are repeated only when they cannot have arrived, and none after its deadline. */
  readonly repeatable: boolean;
  /** Default 60 s. */
  readonly deadlineMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Adds credentials to a call. */
export interface Authorization {
  /** The value of the header. */
  authorize(): Promise<string>;
  /** Discards credentials that were refused; false if there are no other ones. */
  renew(): boolean;
}

export interface CallerOptions {
  /** Default: those of the environment variables of the process. */
  readonly proxies?: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
  /** Pauses between attempts; for tests. */
  readonly pauses?: { readonly firstMs: number; readonly maxMs: number };
  readonly signal?: AbortSignal;
  readonly print?: (line: string) => void;
}

const callMs = 60_000;
const attempts = 5;
/** A longer wait that a server demands is not worth a job of a pipeline. */
const longestWaitMs = 5 * 60_000;
const longestAnswer = 256 * 1024 * 1024;
/** An error quotes at most the beginning of an answer. */
const shownBytes = 65_536;

export class HttpCaller {
  readonly #dispatcher: EnvHttpProxyAgent;
  readonly #options: CallerOptions;

  constructor(options: CallerOptions = {}) {
    this.#options = options;
    this.#dispatcher = new EnvHttpProxyAgent(options.proxies);
  }

  /** Resolves to the answer, checked. @throws ConfigurationError, EnvironmentError; UnknownResultError when the call may have been carried out */
  async callJson<Schema extends z.ZodType>(
    call: Call,
    schema: Schema,
    authorization?: Authorization,
  ): Promise<z.infer<Schema>> {
    const received = await this.call(call, authorization);
    const answer = { ...received, text: received.body.toString('utf8') };
    const parsed = schema.safeParse(parseJson(answer.text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
    throw createShapeError(call.what, answer, `the answer of Xray${where}`);
  }

  /** Resolves to the answer with its bytes. */
  async call(call: Call, authorization?: Authorization): Promise<Answer> {
    const backoff = new Backoff({ firstMs: 1_000, maxMs: 30_000, ...this.#options.pauses });
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(call, authorization);
      if (outcome.answer !== undefined && outcome.answer.status < 300) return outcome.answer;
      if (outcome.answer?.status === 401 && !renewed && authorization?.renew() === true) {
        renewed = true;
        continue;
      }
      if (!outcome.mayRepeat || attempt >= attempts) throw outcome.error;
      await this.#wait(call, { backoff, error: outcome.error, atLeastMs: outcome.waitMs ?? 0 });
    }
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #attempt(call: Call, authorization: Authorization | undefined): Promise<Outcome> {
    const header = await authorization?.authorize();
    try {
      return judge(call, await this.#send(call, header));
    } catch (cause) {
      this.#options.signal?.throwIfAborted();
      if (cause instanceof EnvironmentError) throw cause;
      const error = createConnectionError(call.what, cause, call.deadlineMs ?? callMs);
      return { answer: undefined, error, mayRepeat: isNotSent(cause) || (call.repeatable && !isTimeout(cause)) };
    }
  }

  async #send({ method, url, form, json, headers, deadlineMs = callMs }: Call, header: string | undefined) {
    const deadline = AbortSignal.timeout(deadlineMs);
    const { signal } = this.#options;
    const response = await request(url, {
      method,
      dispatcher: this.#dispatcher,
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      // The deadline is that of the call.
      headersTimeout: 0,
      bodyTimeout: 0,
      headers: {
        accept: 'application/json, */*',
        ...(header !== undefined && { authorization: header }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(form !== undefined && { 'content-type': form.type, 'content-length': String(form.size) }),
        ...headers,
      },
      ...(form !== undefined && { body: Readable.from(form.stream()) }),
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    return {
      status: response.statusCode,
      contentType: readHeader(response.headers['content-type']) ?? '',
      retryAfter: readHeader(response.headers['retry-after']) ?? null,
      body: await readBody(response.body),
    };
  }

  async #wait(
    call: Call,
    { backoff, error, atLeastMs }: { backoff: Backoff; error: unknown; atLeastMs: number },
  ): Promise<void> {
    if (atLeastMs > longestWaitMs) {
      throw new EnvironmentError(
        `${call.what}: the server demands a pause of ${formatExactSeconds(atLeastMs)}, longer than ${formatExactSeconds(longestWaitMs)}. Run the command again later.`,
      );
    }
    this.#options.print?.(`${error instanceof Error ? error.message : String(error)} Trying again.`);
    await backoff.pause(this.#options.signal ?? new AbortController().signal, atLeastMs);
  }
}

/** Whether the answer is a success, and whether the call may be repeated. @throws UnknownResultError for a page instead of an answer */
function judge(call: Call, received: Answer & { readonly retryAfter: string | null }): Outcome {
  const { retryAfter, ...answer } = received;
  const described = { ...answer, text: answer.body.toString('utf8', 0, shownBytes) };
  if (answer.status < 300) {
    if (isHtml(described)) throw createShapeError(call.what, described, 'the answer of Xray');
    return { answer, mayRepeat: false, error: undefined };
  }
  const error = createAnswerError(call.what, described);
  if (answer.status === 429) return { answer, error, mayRepeat: true, waitMs: readRetryAfter(retryAfter) };
  return { answer, error, mayRepeat: call.repeatable && answer.status >= 500 };
}

/** An answer with its bytes. */
type Answer = Omit<ReceivedAnswer, 'text'> & { readonly body: Buffer };

interface Outcome {
  readonly answer: Answer | undefined;
  readonly error: unknown;
  readonly mayRepeat: boolean;
  readonly waitMs?: number;
}

function readHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > longestAnswer)
      throw new EnvironmentError(
        `An answer is larger than ${longestAnswer / 1024 / 1024} MiB. Check the address in the profile.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Seconds or a date, as milliseconds; without the header 0: the pauses of the retry policy apply. */
function readRetryAfter(header: string | null): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : new Date(header).getTime() - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
