// The suite's connection to its cluster: typed clients that share one pool, with deadlines and readable errors.
import type { ApiConstructor } from '@kubernetes/client-node';
import { ConfigurationError, toMessage } from '../../common/errors';
import {
  AppsV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoreV1Api,
  createConfiguration,
  RequestContext,
  ServerConfiguration,
  VersionApi,
} from './client-node.bundle';
import { loadKubeConfig, PooledKubeConfig } from './kubeconfig';
import { Transport, type TransportStatistics } from './transport';

export interface ConnectOptions {
  /** Without it, KUBECONFIG or its usual defaults apply. */
  readonly kubeconfigPath?: string;
  /** The namespace of the run. */
  readonly namespace: string;
  /** Aborting it ends every call and watch. */
  readonly signal: AbortSignal;
  /** How long one call may take, retries included. Default 10 s. */
  readonly callDeadlineMs?: number;
}

/** A connection to a cluster. Calls of the typed clients throw a KubernetesError; idempotent calls are retried after 429, 5xx and lost connections. */
export interface ClusterConnection {
  readonly namespace: string;
  /** Address of the API server, such as `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly core: CoreV1Api;
  readonly batch: BatchV1Api;
  readonly apps: AppsV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly version: VersionApi;
  /** For requests that the typed clients do not support: watches, raw logs, APIs that may be absent. */
  readonly transport: Transport;
  readonly statistics: Readonly<TransportStatistics>;
  /** The same connection for the time of one scenario: its calls end when `signal` aborts. Needs no close of its own. */
  scoped(signal: AbortSignal): ClusterConnection;
  /** Ends every call, watch and connection, so that none keeps the process alive. */
  close(): Promise<void>;
}

/**
 * Reads the kubeconfig; the first call opens the first connection.
 * @throws ConfigurationError if the kubeconfig is missing, unreadable or incomplete; the message names it and what to do
 */
export async function connectCluster(options: ConnectOptions): Promise<ClusterConnection> {
  const statistics: TransportStatistics = { connectionsOpened: 0, calls: 0, retries: 0, throttled: 0 };
  const config = new PooledKubeConfig(() => {
    statistics.connectionsOpened += 1;
  });
  loadKubeConfig(config, options.kubeconfigPath);
  const server = readOrigin(config);
  await tryCredentials(config, server);
  const closing = new AbortController();
  const transport = new Transport({
    config,
    server,
    statistics,
    signal: AbortSignal.any([options.signal, closing.signal]),
    callDeadlineMs: options.callDeadlineMs ?? 10_000,
  });
  const close = async () => {
    closing.abort(new Error('The connection to the cluster was closed'));
    await config.close();
  };
  return createConnection({ transport, config, namespace: options.namespace, statistics, close });
}

interface Parts {
  readonly transport: Transport;
  readonly config: PooledKubeConfig;
  readonly namespace: string;
  readonly statistics: TransportStatistics;
  readonly close: () => Promise<void>;
}

function createConnection(parts: Parts): ClusterConnection {
  const { transport, config } = parts;
  const configuration = () =>
    createConfiguration({
      baseServer: new ServerConfiguration(config.getCurrentCluster()?.server ?? '', {}),
      authMethods: { default: config },
      httpApi: transport.httpLibrary(),
    });
  const client = <T>(type: ApiConstructor<T & object>): T => new type(configuration());
  return {
    namespace: parts.namespace,
    server: transport.server,
    core: client(CoreV1Api),
    batch: client(BatchV1Api),
    apps: client(AppsV1Api),
    authorization: client(AuthorizationV1Api),
    version: client(VersionApi),
    transport,
    statistics: parts.statistics,
    scoped: (signal) => createConnection({ ...parts, transport: transport.scoped(signal) }),
    close: parts.close,
  };
}

function readOrigin(config: PooledKubeConfig): string {
  const { name = '', server = '' } = config.getCurrentCluster() ?? {};
  if (URL.canParse(server)) return new URL(server).origin;
  throw new ConfigurationError(
    `The kubeconfig's cluster "${name}" has the server "${server}", which is not an address. Expected an address such as https://host:6443.`,
  );
}

/** Errors of certificates, token files and credential plugins occur here and name the kubeconfig, instead of in the first call. */
async function tryCredentials(config: PooledKubeConfig, server: string): Promise<void> {
  try {
    await config.applySecurityAuthentication(new RequestContext(server, 'GET'));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const user = config.getContextObject(config.getCurrentContext())?.user ?? '';
    const message = toMessage(error);
    throw new ConfigurationError(
      `The kubeconfig's credentials of user "${user}" for ${server} cannot be used: ${message}. Check the user's token, certificate or exec entry.`,
      { cause: error },
    );
  }
}
