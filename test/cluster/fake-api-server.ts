// A fake API server with scripted answers: lists from memory, watch streams by script, refusals of every kind.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type ClusterConnection, connectCluster } from '../../support/cluster/transport/connection';

/** A pod as the API server sends it. */
export interface RawPod {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly status?: unknown;
  readonly spec?: unknown;
}

/** Serves one watch stream: writes lines, then ends it, cuts it, or leaves it open. */
export type Stream = (watch: WatchStream) => void | Promise<void>;

/** The answer to a request instead of a list or a stream. */
export type Answer = (response: ServerResponse) => void;

export class WatchStream {
  readonly resourceVersion: string;
  readonly #response: ServerResponse;

  constructor(resourceVersion: string, response: ServerResponse) {
    this.resourceVersion = resourceVersion;
    this.#response = response;
  }

  send(type: string, object: unknown): void {
    this.sendText(`${JSON.stringify({ type, object })}\n`);
  }

  sendText(text: string | Buffer): void {
    this.#response.write(text);
  }

  end(): void {
    this.#response.end();
  }

  /** Cuts the connection, like a proxy that fails. */
  cut(): void {
    this.#response.destroy();
  }
}

/** A pod with a name, a uid derived from it, and a phase. */
export function rawPod(name: string, resourceVersion: number, phase = 'Pending', uid = `uid-${name}`): RawPod {
  return {
    metadata: { name, namespace: 'panda', uid, resourceVersion: String(resourceVersion) },
    spec: { containers: [{ name: 'stream' }] },
    status: { phase },
  };
}

/** The body of a refusal. */
export function status(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code };
}

/** Answers with a Status. */
export function refuse(code: number, reason: string, message: string): Answer {
  return (response) => sendJson(response, code, status(code, reason, message));
}

export class FakeApiServer {
  /** Method and address of every request, in order. */
  readonly requests: string[] = [];
  /** The answers to the next requests, one by one; `undefined` means the list or a stream. */
  readonly answers: (Answer | undefined)[] = [];
  /** Streams used up one by one; the last one stays open and silent. */
  readonly streams: Stream[] = [];
  items: readonly RawPod[] = [];
  resourceVersion = 1;
  url = '';
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // The server listens on a TCP port, so that its address is an object.
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`);
    const url = new URL(request.url ?? '/', this.url);
    const answer = this.answers.shift();
    if (answer !== undefined) {
      answer(response);
      return;
    }
    if (url.searchParams.get('watch') !== 'true') {
      const metadata = { resourceVersion: String(this.resourceVersion) };
      sendJson(response, 200, { kind: 'PodList', apiVersion: 'v1', metadata, items: this.items });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    await this.streams.shift()?.(new WatchStream(url.searchParams.get('resourceVersion') ?? '', response));
  }
}

/** A running fake API server and a connection to it; both end with the test. */
export async function connectToFake(
  test: TestContext,
  options: { readonly callDeadlineMs?: number } = {},
): Promise<{ readonly api: FakeApiServer; readonly connection: ClusterConnection }> {
  const api = new FakeApiServer();
  await api.listen();
  const kubeconfigPath = await writeKubeconfig(test, api.url);
  const signal = new AbortController().signal;
  const connection = await connectCluster({ kubeconfigPath, namespace: 'panda', signal, ...options });
  test.after(async () => {
    await connection.close();
    await api.close();
  });
  return { api, connection };
}

/** A kubeconfig file for a server, removed with the test. */
export function writeKubeconfig(
  test: TestContext,
  server: string,
  user: object = { token: 'secret-token' },
): Promise<string> {
  const config = {
    'current-context': 'fake',
    clusters: [{ name: 'fake', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'tester', user }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'tester' } }],
  };
  return writeFileFor(test, JSON.stringify(config));
}

/** A file with this content, removed with the test. */
export async function writeFileFor(test: TestContext, content: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
  test.after(() => rm(directory, { recursive: true }));
  const path = join(directory, 'config');
  await writeFile(path, content);
  return path;
}

/** Sends the same bytes repeatedly until the caller closes the connection. */
export function sendForever(response: ServerResponse, code: number, bytes: Buffer): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  const send = () => {
    while (!response.destroyed && response.write(bytes));
  };
  response.on('drain', send);
  send();
}

export function sendJson(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
