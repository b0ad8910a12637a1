// Fake servers of the mini-projects: a Kubernetes API that allows everything, and Focus Servers that do not work.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Answers a request; if the answer is never ended, the caller keeps waiting. */
export type Answer = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

export interface FakeServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts an HTTP server on a free loopback port. */
export function startServer(answer: Answer): Promise<FakeServer> {
  return listen('http', http.createServer(collecting(answer)));
}

/** Starts an HTTPS server on a free loopback port. */
export function startTlsServer(answer: Answer, credentials: { key: string; cert: string }): Promise<FakeServer> {
  return listen('https', https.createServer(credentials, collecting(answer)));
}

function collecting(answer: Answer): http.RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
  };
}

async function listen(scheme: string, server: http.Server): Promise<FakeServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer of JSON. */
export function json(body: unknown, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

export interface FakeCluster extends FakeServer {
  /** Path of its kubeconfig. */
  readonly kubeconfig: string;
}

interface ClusterBehaviour {
  /** Namespaces that exist. */
  readonly namespaces?: readonly string[];
  /** Rights that are refused, such as `watch pods`. */
  readonly refused?: readonly string[];
  /** The token that is accepted; the kubeconfig's is `fake`. */
  readonly token?: string;
}

/** The few calls of a Kubernetes API that a run makes before its first scenario. */
export async function startCluster(behaviour: ClusterBehaviour = {}): Promise<FakeCluster> {
  const server = await startServer((request, response, body) => {
    const [status, answer] = createAnswer(behaviour, request, body);
    json(answer, status)(request, response, body);
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'fake-cluster-'));
  const kubeconfig = path.join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText(server.url));
  return {
    url: server.url,
    kubeconfig,
    close: async () => {
      rmSync(folder, { recursive: true });
      await server.close();
    },
  };
}

/** A kubeconfig for an API server without TLS. */
export function kubeconfigText(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fake', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'fake', user: { token: 'fake' } }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
    'current-context': 'fake',
  });
}

function createAnswer(behaviour: ClusterBehaviour, request: http.IncomingMessage, body: string): [number, unknown] {
  const { namespaces = ['panda'], refused = [], token = 'fake' } = behaviour;
  const url = request.url ?? '';
  if (request.headers.authorization !== `Bearer ${token}`) return [401, failure(401, 'Unauthorized', 'Unauthorized')];
  if (url === '/version' || url === '/version/') return [200, { gitVersion: 'v1.0.0-fake', major: '1', minor: '0' }];
  const namespace = /^\/api\/v1\/namespaces\/([^/]+)$/.exec(url)?.[1];
  if (namespace !== undefined && namespaces.includes(namespace)) {
    return [200, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace }, status: { phase: 'Active' } }];
  }
  if (url.endsWith('/selfsubjectaccessreviews')) return [201, createReview(JSON.parse(body), refused)];
  return [404, failure(404, 'NotFound', `namespaces "${namespace}" not found`)];
}

interface Review {
  readonly spec: { readonly resourceAttributes: { readonly verb: string; readonly resource: string } };
}

function createReview(sent: Review, refused: readonly string[]): unknown {
  const { verb, resource } = sent.spec.resourceAttributes;
  return { ...sent, status: { allowed: !refused.includes(`${verb} ${resource}`) } };
}

function failure(code: number, reason: string, message: string): unknown {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}
