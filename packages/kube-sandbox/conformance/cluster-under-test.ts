// One of the clusters that are compared: raw exchanges with its API server, whatever they are answered with.
import type { AgentOptions } from 'node:https';
import { type DispatcherOptions, KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, type Dispatcher, request } from 'undici';

export interface RawAnswer {
  readonly status: number;
  /** Parsed where it is JSON, text otherwise. */
  readonly body: unknown;
}

export interface RawCall {
  readonly method: Dispatcher.HttpMethod;
  /** With its query. */
  readonly path: string;
  /** Sent as it is when it is a string, as JSON otherwise. */
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  /** Replaces the credentials of the kubeconfig; empty for none. */
  readonly token?: string | undefined;
}

/** A cluster, by the name that it has in error messages. */
export interface ClusterUnderTest {
  readonly name: 'embedded' | 'real';
  /** The conformance program, under the name that this cluster knows it by. */
  readonly image: string;
  exchange(call: RawCall): Promise<RawAnswer>;
  /** Opens a stream, such as a watch: its bytes as they arrive, until the server ends it or the signal aborts. */
  openStream(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** Connects to the cluster of a kubeconfig. Throws what is wrong with the file or with its credentials. */
export async function openCluster(
  name: ClusterUnderTest['name'],
  kubeconfigPath: string,
  image: string,
): Promise<ClusterUnderTest> {
  const connection = await connect(kubeconfigPath);
  return {
    name,
    image,
    exchange: (call) => exchange(connection, call),
    openStream: (path, signal) => openStream(connection, path, signal),
    close: async () => {
      await Promise.all([connection.pool.destroy(), connection.anonymous.destroy()]);
    },
  };
}

interface Connection {
  readonly server: string;
  /** Of the kubeconfig's user. */
  readonly headers: Readonly<Record<string, string>>;
  readonly pool: Agent;
  /** Without a client certificate, which would authenticate calls whatever token they have. */
  readonly anonymous: Agent;
}

const deadlineMs = 30_000;
/** A watch breaks when nothing arrives for so long; API servers send bookmarks about once a minute. */
const inactivityMs = 120_000;

async function connect(kubeconfigPath: string): Promise<Connection> {
  const config = new TlsReader();
  config.loadFromFile(kubeconfigPath);
  const { server = '' } = config.getCurrentCluster() ?? {};
  const context = new RequestContext(server, 'GET');
  await config.applySecurityAuthentication(context);
  const { ca, rejectUnauthorized, cert, key } = config.tls;
  const trust = {
    ...(ca === undefined ? {} : { ca }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
  const certificate = { ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) };
  return {
    server,
    headers: context.getHeaders(),
    pool: new Agent({ connect: { ...trust, ...certificate }, allowH2: false }),
    anonymous: new Agent({ connect: trust, allowH2: false }),
  };
}

/** Keeps the TLS options of the kubeconfig for one pool; client-node would make a new one for each call. */
class TlsReader extends KubeConfig {
  tls: AgentOptions = {};

  override createDispatcherOptions(_cluster: unknown, tls: AgentOptions): DispatcherOptions {
    this.tls = tls;
    return { type: 'none' };
  }
}

async function exchange({ server, headers, pool, anonymous }: Connection, call: RawCall): Promise<RawAnswer> {
  const { method, path, body, token } = call;
  const answer = await request(server + path, {
    method,
    headers: {
      accept: call.accept ?? 'application/json',
      ...(token === undefined ? headers : token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(deadlineMs),
    dispatcher: token === undefined ? pool : anonymous,
  });
  return { status: answer.statusCode, body: parse(await answer.body.text()) };
}

async function openStream(
  { server, headers, pool }: Connection,
  path: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const answer = await request(server + path, { headers, signal, dispatcher: pool, bodyTimeout: inactivityMs });
  if (answer.statusCode === 200) return answer.body;
  throw new Error(`GET ${path} was answered ${answer.statusCode}, expected 200: ${await answer.body.text()}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
