// The HTTPS side of the API server: authentication, the order in which a call is checked, and answers.
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { LogSource, UsageSource } from '../part-interfaces';
import { StatusError, type Store } from '../store';
import { sendStream } from './answer-stream';
import type { Answer, ApiContext, Call, Outcome } from './api-context';
import type { Authenticator, UserInfo } from './authentication';
import { Authorizer } from './authorization';
import { impersonate } from './impersonation';
import { applyInterception, type Interceptor, joinInterceptions } from './interception';
import { createErrorAnswer } from './json-answers';
import { answerPath, isPublic } from './path-calls';
import { parseRequest, type ResourceRequest } from './request-info';
import { answerResource } from './resource-calls';

export interface HttpsServerOptions {
  readonly store: Store;
  readonly authenticator: Authenticator;
  readonly logs: LogSource;
  /** Where metrics.k8s.io gets its figures from; it is not served without. */
  readonly usage?: UsageSource;
  readonly host: string;
  readonly port: number;
  /** PEM texts. */
  readonly tls: { readonly key: string; readonly cert: string };
  /** In the order in which they see a call. */
  readonly interceptors: readonly Interceptor[];
}

export interface HttpsServer {
  /** Ends streams and connections; resolves when the socket is closed. */
  stop(): Promise<void>;
}

/** Serves the store. Rejects with the socket's error (`EADDRINUSE`) when the address is taken. */
export async function startHttpsServer(options: HttpsServerOptions): Promise<HttpsServer> {
  const stopping = new AbortController();
  const app = fastify({
    https: options.tls,
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => send(reply, createErrorAnswer(translateError(error))));
  const calls = new CallChain(options, stopping.signal);
  app.all('/*', (request, reply) => calls.answer(request, reply));
  await app.listen({ host: options.host, port: options.port });
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await app.close();
    },
  };
}

/** Kubernetes' own limit of a request's body, in bytes. */
const bodyLimitBytes = 3 * 1024 * 1024;

const clientGone = new Error('the client closed the connection');

/** The steps of a call: authenticated, authorized, intercepted, carried out, answered. */
class CallChain {
  readonly #options: HttpsServerOptions;
  readonly #stopping: AbortSignal;
  readonly #context: ApiContext;

  constructor(options: HttpsServerOptions, stopping: AbortSignal) {
    this.#options = options;
    this.#stopping = stopping;
    this.#context = {
      store: options.store,
      address: `${options.host}:${options.port}`,
      tokens: options.authenticator,
      authorizer: new Authorizer(options.store),
      logs: options.logs,
      ...(options.usage ? { usage: options.usage } : {}),
    };
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const isGone = (): boolean => reply.raw.destroyed || this.#stopping.aborted;
    const outcome = await this.#process(request, reply).catch((error: unknown) => {
      return isGone() ? reply.raw.destroy() : createErrorAnswer(error);
    });
    if ('run' in outcome) return sendStream(reply, outcome, this.#createSignal(reply));
    return 'code' in outcome ? send(reply, outcome) : reply;
  }

  async #process(request: FastifyRequest, reply: FastifyReply): Promise<Outcome> {
    const info = parseRequest(request.method, request.url);
    if (info.kind === 'path' && isPublic(info.path)) return answerPath(this.#context, info);
    const caller = this.#options.authenticator.authenticate(request.headers.authorization);
    const user = impersonate(caller, request.headers, this.#context.authorizer);
    this.#context.authorizer.check(user, info);
    const answer = (): Outcome =>
      info.kind === 'path'
        ? answerPath(this.#context, info)
        : answerResource(this.#context, createCall(info, user, request));
    const interception = joinInterceptions(this.#options.interceptors, info, user);
    return interception ? applyInterception(interception, this.#createSignal(reply), answer) : answer();
  }

  /** Aborts when the client has gone or the server stops; made only for calls that last. */
  #createSignal(reply: FastifyReply): AbortSignal {
    const left = new AbortController();
    reply.raw.once('close', () => left.abort(clientGone));
    if (reply.raw.destroyed) left.abort(clientGone);
    return AbortSignal.any([left.signal, this.#stopping]);
  }
}

function createCall(info: ResourceRequest, user: UserInfo, { headers, body }: FastifyRequest): Call {
  return {
    info,
    user,
    accept: headers.accept ?? '*/*',
    contentType: headers['content-type'] ?? '',
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  const { code, text, contentType = 'application/json', retryAfterSeconds } = answer;
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', retryAfterSeconds);
  if (code !== 204) reply.header('Content-Type', contentType);
  return reply.code(code).header('Cache-Control', 'no-cache, private').send(text);
}

/** Of the framework's own refusals a client can only cause one: a body over the limit. */
function translateError(error: unknown): unknown {
  const isTooLarge = error instanceof Error && 'statusCode' in error && error.statusCode === 413;
  if (!isTooLarge) return error;
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${bodyLimitBytes}`);
}
