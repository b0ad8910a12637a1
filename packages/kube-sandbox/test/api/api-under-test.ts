// An API server on a store of its own, without controllers and nodes, and a client for it.
import { Agent, request } from 'undici';
import { firstAddress, randomBlock } from '../../src/address-block';
import { Authenticator } from '../../src/api/authentication';
import { createFirstObjects } from '../../src/api/bootstrap';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../../src/api/server';
import { makeCertificate } from '../../src/certificates';
import { createStore, type Store } from '../../src/store';

/** An answer, its body parsed if it is JSON and no watch. */
export interface Received {
  readonly code: number;
  readonly contentType: string;
  readonly text: string;
  /** The parsed body; what a test reads from it is its own affair. */
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

interface Parts {
  readonly store: Store;
  readonly authenticator: Authenticator;
  readonly server: ApiServer;
  readonly agent: Agent;
  readonly url: string;
}

export class ApiUnderTest {
  readonly store: Store;
  readonly authenticator: Authenticator;

  private constructor(private readonly parts: Parts) {
    this.store = parts.store;
    this.authenticator = parts.authenticator;
  }

  static async start(options: Partial<ApiServerOptions> = {}): Promise<ApiUnderTest> {
    const host = firstAddress(randomBlock());
    const store = createStore({ historySize: 20 });
    const authenticator = new Authenticator(store);
    const { caPem, ...tls } = await makeCertificate(host);
    const logs = { log: (): undefined => undefined };
    const address = { host, port: PORT };
    const server = await startApiServer({ store, authenticator, logs, tls, ...address, ...options });
    createFirstObjects(store, address);
    store.create('namespaces', { metadata: { name: 'team' } });
    const agent = new Agent({ connect: { ca: caPem } });
    return new ApiUnderTest({ store, authenticator, server, agent, url: `https://${host}:${PORT}` });
  }

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options: CallOptions = {},
  ): Promise<Received> {
    const answer = await this.open(method, path, options);
    const text = await answer.body.text();
    const contentType = String(answer.headers['content-type'] ?? '');
    const body = contentType.includes('json') && !path.includes('watch=') ? JSON.parse(text) : {};
    return { code: answer.statusCode, contentType, text, body };
  }

  /** The lines of an answer that goes on, as they come. */
  async *lines(path: string, options: CallOptions = {}): AsyncGenerator<string> {
    const { body } = await this.open('GET', path, options);
    let rest = '';
    for await (const chunk of body) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  }

  async stop(): Promise<void> {
    await this.parts.server.stop();
    await this.parts.agent.destroy();
  }

  private open(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, options: CallOptions) {
    const { body, contentType = 'application/json', accept = 'application/json', token, headers = {} } = options;
    const bearer = token === undefined ? this.authenticator.adminToken : token;
    return request(this.parts.url + path, {
      method,
      dispatcher: this.parts.agent,
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

const PORT = 26_443;
