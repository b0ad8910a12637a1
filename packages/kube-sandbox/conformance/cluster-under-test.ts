// One of the clusters that are compared: raw exchanges with its API server, whatever they are answered with.
import { RequestContext } from '@kubernetes/client-node';
import { Agent, request } from 'undici';
import { type ClusterConnection, connectCluster } from '../../../support/cluster/transport/connection';
import { loadKubeConfig, PooledKubeConfig } from '../../../support/cluster/transport/kubeconfig';

export interface RawAnswer {
  readonly status: number;
  /** Parsed where it is JSON, text otherwise. */
  readonly body: unknown;
}

export interface RawCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Sent as it is when it is a string, as JSON otherwise. */
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  /** Replaces the credentials of the kubeconfig; empty for none. */
  readonly token?: string | undefined;
}

/** A cluster, by the name that differences are told with. */
export interface ClusterUnderTest {
  readonly name: 'embedded' | 'real';
  /** The conformance program, under the name that this cluster knows it by. */
  readonly image: string;
  readonly connection: ClusterConnection;
  exchange(call: RawCall): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** Connects to the cluster of a kubeconfig. */
export async function openCluster(
  name: ClusterUnderTest['name'],
  kubeconfigPath: string,
  image: string,
): Promise<ClusterUnderTest> {
  const config = new PooledKubeConfig(() => undefined);
  loadKubeConfig(config, kubeconfigPath);
  const signal = new AbortController().signal;
  // A client certificate of the kubeconfig would speak for every token.
  const ca = config.getCurrentCluster()?.caData;
  const anonymous = new Agent({ connect: ca === undefined ? {} : { ca: Buffer.from(ca, 'base64') }, allowH2: false });
  const connection = await connectCluster({ kubeconfigPath, namespace: 'default', signal, callDeadlineMs: 30_000 });
  return {
    name,
    image,
    connection,
    exchange: (call) => exchange(config, anonymous, call),
    close: async () => {
      await connection.close();
      await config.close();
      await anonymous.destroy();
    },
  };
}

async function exchange(config: PooledKubeConfig, anonymous: Agent, call: RawCall): Promise<RawAnswer> {
  const context = new RequestContext(`${config.getCurrentCluster()?.server}${call.path}`, 'GET');
  await config.applySecurityAuthentication(context);
  const { body, token } = call;
  const dispatcher = token === undefined ? context.getDispatcher() : anonymous;
  const answer = await request(`${config.getCurrentCluster()?.server}${call.path}`, {
    method: call.method,
    headers: {
      accept: call.accept ?? 'application/json',
      ...(token === undefined ? context.getHeaders() : token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
    ...(dispatcher === undefined ? {} : { dispatcher }),
  });
  return { status: answer.statusCode, body: parsed(await answer.body.text()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
