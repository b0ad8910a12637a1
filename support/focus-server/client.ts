// The REST client of the Focus Server: one method per call, over kept-alive connections, with a deadline and a signal on each.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { setImmediate as afterOtherAnswers } from 'node:timers/promises';
import axios, { type AxiosInstance } from 'axios';
import { ConfigurationError } from '../common/errors';
import type { Investigation } from './contract';
import { bodyTextLimit, type Exchange, type FailedCall } from './exchange';
import { FocusServerError, toFocusServerError } from './focus-server-error';
import { type CallTimes, createTimedTransport } from './timed-transport';

export interface FocusServerOptions {
  /** Such as `https://host/focus-server`, without a slash at its end. */
  readonly baseUrl: string;
  /** Deadline of each call. */
  readonly requestMs: number;
  /** Sent with each call as Basic authentication. */
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly tls?: { readonly caFile?: string | undefined; readonly rejectUnauthorized: boolean };
  /** Called after every call, failed ones included. */
  readonly onExchange?: (exchange: Exchange | FailedCall) => void;
}

/** Several times the size of the longest list of frequencies. A parsed answer takes ten times its size in memory, and a capacity run keeps hundreds. */
const answerLimitMiB = 4;

/**
 * Calls never reject because of a status: they resolve to the exchange, which the caller judges. A call without a complete answer rejects with a
 * FocusServerError. Only GET is retried (twice at most), and only after a lost connection: nobody knows whether a lost POST or DELETE had an effect.
 */
export class FocusServerClient {
  readonly #options: FocusServerOptions;
  readonly #agents: { readonly httpAgent: http.Agent; readonly httpsAgent: https.Agent };
  readonly #http: AxiosInstance;
  // The number of idle connections that calls are about to use.
  #claims = 0;

  /** @throws ConfigurationError when the CA file cannot be read */
  constructor(options: FocusServerOptions) {
    this.#options = options;
    this.#agents = {
      httpAgent: new http.Agent({ keepAlive: true }),
      httpsAgent: new https.Agent({ keepAlive: true, ...toTlsOptions(options) }),
    };
    this.#http = axios.create({
      ...this.#agents,
      baseURL: options.baseUrl,
      ...(options.credentials && { auth: options.credentials }),
      proxy: false,
      responseType: 'arraybuffer',
      validateStatus: () => true,
      maxRedirects: 0,
      maxContentLength: answerLimitMiB * 1024 * 1024,
    });
  }

  ack(signal?: AbortSignal): Promise<Exchange> {
    return this.#get('/ack', signal);
  }

  getChannels(signal?: AbortSignal): Promise<Exchange> {
    return this.#get('/channels', signal);
  }

  getLiveMetadata(signal?: AbortSignal): Promise<Exchange> {
    return this.#get('/live_metadata', signal);
  }

  getJobMetadata(jobId: string, signal?: AbortSignal): Promise<Exchange> {
    return this.#get(`/metadata/${encodeURIComponent(jobId)}`, signal);
  }

  /** `range` in epoch seconds. */
  getRecordings(range: { start: number; end: number }, signal?: AbortSignal): Promise<Exchange> {
    const requestBody = { start_time: range.start, end_time: range.end };
    return this.#sendOnce('POST', '/recordings_in_time_range', signal, requestBody);
  }

  /** Sends any body, so that a scenario can send a wrong one. */
  configure(body: Investigation | Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<Exchange> {
    return this.#sendOnce('POST', '/configure', signal, body);
  }

  cancel(jobId: string, signal?: AbortSignal): Promise<Exchange> {
    return this.#sendOnce('DELETE', `/job/${encodeURIComponent(jobId)}`, signal);
  }

  /** Closes the kept-alive connections; a later call opens a new one. */
  close(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  /**
   * A call that must not be retried uses a connection that has already carried an answer: a connection that is lost while it is opened then fails
   * a GET, which is retried, and not the call.
   */
  async #sendOnce(
    method: 'POST' | 'DELETE',
    path: string,
    signal: AbortSignal | undefined,
    requestBody?: unknown,
  ): Promise<Exchange> {
    if (this.#countIdleConnections() <= this.#claims) await this.ack(signal);
    this.#claims += 1;
    let claimed = true;
    const release = () => {
      if (claimed) this.#claims -= 1;
      claimed = false;
    };
    try {
      return await this.#call(method, path, signal, { requestBody, onSent: release });
    } finally {
      release();
    }
  }

  #countIdleConnections(): number {
    const { httpAgent, httpsAgent } = this.#agents;
    return [httpAgent, httpsAgent].flatMap(({ freeSockets }) => Object.values(freeSockets).flat()).length;
  }

  async #get(path: string, signal: AbortSignal | undefined): Promise<Exchange> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#call('GET', path, signal);
      } catch (error) {
        if (!(error instanceof FocusServerError && error.failure === 'lost') || attempt === 3) throw error;
      }
    }
  }

  async #call(
    method: Exchange['method'],
    path: string,
    signal?: AbortSignal,
    { requestBody, onSent }: Sending = {},
  ): Promise<Exchange> {
    const { baseUrl, requestMs, onExchange } = this.#options;
    const deadline = AbortSignal.timeout(requestMs);
    const call = { method, path, ...(requestBody !== undefined && { requestBody }), startedAt: new Date() };
    const times: CallTimes = { sentAtMs: performance.now() };
    const done = () => ({ ...call, durationMs: (times.answeredAtMs ?? performance.now()) - times.sentAtMs });
    try {
      const answer = await this.#http.request<Buffer>({
        method,
        url: path,
        data: requestBody,
        transport: createTimedTransport(baseUrl, times, onSent),
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      // Answers that arrive at the same time are stamped before the first of them is read.
      await afterOtherAnswers();
      const contentType = answer.headers['content-type'];
      const exchange = {
        ...done(),
        status: answer.status,
        ...parseBody(answer.data),
        contentType: String(contentType ?? ''),
      };
      onExchange?.(exchange);
      return exchange;
    } catch (cause) {
      const error = toFocusServerError(cause, {
        call: `${method} ${baseUrl}${path}`,
        deadlineMs: requestMs,
        answerLimitMiB,
        deadline,
        signal,
      });
      onExchange?.({ ...call, durationMs: performance.now() - times.sentAtMs, failure: error.message });
      throw error;
    }
  }
}

interface Sending {
  readonly requestBody?: unknown;
  /** Called when the request has its connection. */
  readonly onSent?: (() => void) | undefined;
}

function parseBody(data: Buffer): Pick<Exchange, 'bodyText' | 'bodyBytes' | 'json'> {
  const text = data.toString('utf8');
  return { bodyText: text.slice(0, bodyTextLimit), bodyBytes: data.length, ...parseJson(text) };
}

function parseJson(text: string): { json?: unknown } {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    // Not an error here: the code that expects JSON reports the answer.
    return {};
  }
}

function toTlsOptions({ tls }: FocusServerOptions): https.AgentOptions {
  if (tls === undefined) return {};
  const { caFile, rejectUnauthorized } = tls;
  return { rejectUnauthorized, ...(caFile !== undefined && { ca: readCa(caFile) }) };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(
      `The CA file ${file} (FOCUS_CA_FILE or the profile's tls.caFile) cannot be read: is the path right?`,
      { cause },
    );
  }
}
