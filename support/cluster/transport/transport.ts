// Sends every call to the API server: one pool, a deadline for each call, readable errors, and retries of idempotent calls.
import type { HttpLibrary, KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import { Backoff } from '../../common/backoff';
import { readBody } from './answer-body';
import { type CallTarget, toCallTarget } from './call-target';
import {
  RequestContext,
  ResponseContext,
  SelfDecodingBody,
  request as undiciRequest,
  wrapHttpLibrary,
} from './client-node.bundle';
import { type ErrorAnswer, KubernetesError, toAnswerError } from './kubernetes-error';
import { createDeadlineError, toNetworkError } from './network-failure';
import { findCreatedBefore, isUnclear, mayRetry, readRetryAfterMs, wasDeletedBefore } from './retry-policy';

/** The calls of a run to the API server so far. */
export interface TransportStatistics {
  connectionsOpened: number;
  calls: number;
  /** Calls that were retried after 429, 5xx or a lost connection. */
  retries: number;
  /** Answers 429: the API server was too busy. */
  throttled: number;
}

export interface TransportOptions {
  readonly config: KubeConfig;
  /** Address of the API server, for messages. */
  readonly server: string;
  readonly statistics: TransportStatistics;
  /** Aborting it ends calls and streams with its reason. */
  readonly signal: AbortSignal;
  /** How long one call may take, retries included. */
  readonly callDeadlineMs: number;
}

/** Query parameters; undefined ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Bytes that arrive over time; the iteration throws a KubernetesError if the stream breaks. */
export type ByteStream = AsyncIterable<Uint8Array>;

interface Answer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A call in progress, with the results of its attempts. */
interface OpenCall {
  readonly request: RequestContext;
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  /** Whether an attempt may have taken effect although it failed. */
  unclear: boolean;
  lastFailure?: unknown;
}

/** Sends requests to one API server. Failures are KubernetesErrors; the reason of an aborted signal is thrown unchanged. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** A transport with the same pool and statistics that also ends with this signal. */
  scoped(signal: AbortSignal): Transport {
    return new Transport({ ...this.#options, signal: AbortSignal.any([this.#options.signal, signal]) });
  }

  get server(): string {
    return this.#options.server;
  }

  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** For the generated clients of client-node. */
  httpLibrary(): HttpLibrary {
    return wrapHttpLibrary({ send: (request: RequestContext) => this.#send(request) });
  }

  /** Reads a path, such as `/version`, as text. Bytes that are not UTF-8 become U+FFFD. */
  async readText(path: string, query: Query = {}): Promise<string> {
    const answer = await this.#exchange(await this.#get(path, query));
    return answer.body.toString('utf8');
  }

  /** Opens a stream that has no deadline; it breaks if no byte arrives for `inactivityMs`. `signal` ends it. */
  async openStream(path: string, query: Query, inactivityMs: number, signal: AbortSignal): Promise<ByteStream> {
    const request = await this.#get(path, query);
    const target = readTarget(request);
    const ended = AbortSignal.any([this.#options.signal, signal]);
    this.#options.statistics.calls += 1;
    try {
      const answer = await perform(request, ended, inactivityMs);
      if (answer.statusCode !== 200) {
        const body = await readBody(answer.body, target, this.server);
        throw toAnswerError(target, this.server, toErrorAnswer(answer, body));
      }
      return this.#guarded(answer.body, target, ended);
    } catch (error) {
      throw this.#readable(error, target, ended);
    }
  }

  async *#guarded(body: AsyncIterable<Uint8Array>, target: CallTarget, ended: AbortSignal): ByteStream {
    try {
      yield* body;
    } catch (error) {
      throw this.#readable(error, target, ended);
    }
  }

  #readable(error: unknown, target: CallTarget, ended: AbortSignal): unknown {
    if (ended.aborted) return ended.reason;
    return error instanceof KubernetesError ? error : toNetworkError(target, this.server, error);
  }

  async #get(path: string, query: Query): Promise<RequestContext> {
    const { config } = this.#options;
    const base = (config.getCurrentCluster()?.server ?? '').replace(/\/$/, '');
    const request = new RequestContext(`${base}${path}`, 'GET');
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) request.setQueryParam(name, String(value));
    }
    await config.applySecurityAuthentication(request);
    return request;
  }

  async #send(request: RequestContext): Promise<ResponseContext> {
    const answer = await this.#exchange(request);
    return new ResponseContext(answer.code, { ...answer.headers }, new SelfDecodingBody(Promise.resolve(answer.body)));
  }

  /** One call with its deadline; retries it if that is allowed, while the deadline lasts. */
  async #exchange(request: RequestContext): Promise<Answer> {
    const deadline = AbortSignal.timeout(this.#options.callDeadlineMs);
    const signal = AbortSignal.any([this.#options.signal, deadline]);
    const backoff = new Backoff({ firstMs: 100, maxMs: 2_000 });
    for (const call: OpenCall = { request, signal, deadline, unclear: false }; ; ) {
      try {
        return await this.#attempt(request, signal);
      } catch (error) {
        const effect = await this.#considerFailure(call, error);
        if (effect !== undefined) return effect;
        await backoff.pause(signal, readRetryAfterMs(error)).catch(() => undefined);
      }
    }
  }

  /** Returns undefined if the call may be retried, or an answer if an earlier attempt took effect; throws otherwise. */
  async #considerFailure(call: OpenCall, error: unknown): Promise<Answer | undefined> {
    this.#options.signal.throwIfAborted();
    const target = readTarget(call.request);
    if (call.deadline.aborted) {
      throw call.lastFailure ?? createDeadlineError(target, this.server, this.#options.callDeadlineMs);
    }
    const effect = call.unclear ? await this.#findEffect(call.request, error, call.signal) : undefined;
    if (effect !== undefined) return effect;
    call.lastFailure = error instanceof KubernetesError ? error : toNetworkError(target, this.server, error);
    if (!mayRetry(call.request, error)) throw call.lastFailure;
    call.unclear ||= isUnclear(error);
    this.#options.statistics.retries += 1;
    return undefined;
  }

  /** The answer to the call, if an earlier attempt took effect and its answer was lost. */
  async #findEffect(request: RequestContext, error: unknown, signal: AbortSignal): Promise<Answer | undefined> {
    if (wasDeletedBefore(request, error)) return deleted;
    const address = findCreatedBefore(request, error);
    if (address === undefined) return undefined;
    const reading = new RequestContext(address, 'GET');
    await this.#options.config.applySecurityAuthentication(reading);
    return await this.#attempt(reading, signal);
  }

  async #attempt(request: RequestContext, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    this.#options.statistics.calls += 1;
    const answer = await perform(request, signal, this.#options.callDeadlineMs);
    const target = readTarget(request);
    const body = await readBody(answer.body, target, this.server);
    if (answer.statusCode === 429) this.#options.statistics.throttled += 1;
    if (answer.statusCode < 300) return { code: answer.statusCode, headers: flattenHeaders(answer.headers), body };
    throw toAnswerError(target, this.server, toErrorAnswer(answer, body));
  }
}

function perform(
  request: RequestContext,
  signal: AbortSignal,
  bodyTimeoutMs: number,
): Promise<Dispatcher.ResponseData> {
  const body = request.getBody();
  const dispatcher = request.getDispatcher();
  return undiciRequest(request.getUrl(), {
    method: request.getHttpMethod(),
    headers: request.getHeaders(),
    body: typeof body === 'string' ? body : null,
    signal,
    bodyTimeout: bodyTimeoutMs,
    ...(dispatcher === undefined ? {} : { dispatcher }),
  });
}

function toErrorAnswer({ statusCode, headers }: Dispatcher.ResponseData, body: Buffer): ErrorAnswer {
  return { code: statusCode, body: body.toString('utf8'), retryAfter: flattenHeaders(headers)['retry-after'] };
}

function readTarget(request: RequestContext): CallTarget {
  return toCallTarget(request.getHttpMethod(), new URL(request.getUrl()));
}

const deleted: Answer = {
  code: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"kind":"Status","apiVersion":"v1","status":"Success"}'),
};

function flattenHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries);
}
