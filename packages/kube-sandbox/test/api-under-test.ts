// An API server on a store of its own, without controllers and nodes, and a client for it.
import { Agent, request } from 'undici';
import type { Authenticator } from '../src/api/authentication';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../src/api-server';
import { createStore, type Store } from '../src/store';

/** An answer, its body parsed if it is JSON and no watch. */
export interface Received {
  readonly code: number;
  readonly contentType: string;
  readonly text: string;
  /** The parsed body, as far as tests read it. */
  readonly body: Record<string, unknown> & {
    readonly message?: string;
    readonly metadata?: Record<string, unknown>;
    readonly items?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

export interface CallOptions {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export class ApiUnderTest {
  readonly store: Store;
  readonly authenticator: Authenticator;
  readonly #server: ApiServer;
  readonly #agent: Agent;

  private constructor(server: ApiServer) {
    this.store = server.store;
    this.authenticator = server.authenticator;
    this.#server = server;
    this.#agent = new Agent({ connect: { ca: server.caPem } });
  }

  static async start(options: ApiServerOptions = {}): Promise<ApiUnderTest> {
    const server = await startApiServer({ store: createStore({ historySize: 20 }), ...options });
    server.store.create('namespaces', { metadata: { name: 'team' } });
    return new ApiUnderTest(server);
  }

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options: CallOptions = {},
  ): Promise<Received> {
    const answer = await this.#open(method, path, options);
    const text = await answer.body.text();
    const contentType = String(answer.headers['content-type'] ?? '');
    const body = contentType.includes('json') && !path.includes('watch=') ? JSON.parse(text) : {};
    return { code: answer.statusCode, contentType, text, body };
  }

  /** The lines of an answer that continues, as they come. */
  async *lines(path: string, options: CallOptions = {}): AsyncGenerator<string> {
    const { body } = await this.#open('GET', path, options);
    let rest = '';
    for await (const chunk of body) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await this.#agent.destroy();
  }

  #open(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, options: CallOptions) {
    const { body, contentType = 'application/json', accept = 'application/json', token, headers = {} } = options;
    const bearer = token === undefined ? this.authenticator.adminToken : token;
    return request(this.#server.url + path, {
      method,
      dispatcher: this.#agent,
      headers: {
        accept,
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': contentType }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }
}
