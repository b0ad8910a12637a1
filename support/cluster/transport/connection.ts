// The suite's connection to its cluster: typed clients that share one pool, with deadlines and readable errors.
import {
  type ApiConstructor,
  AppsV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoreV1Api,
  createConfiguration,
  RequestContext,
  ServerConfiguration,
  VersionApi,
} from '@kubernetes/client-node';
import { ConfigurationError, toMessage } from '../../common/errors';
import { loadKubeConfig, PooledKubeConfig } from './kubeconfig';
import { Transport, type TransportStatistics } from './transport';

export interface ConnectOptions {
  /** Without it KUBECONFIG and its usual defaults decide. */
  readonly kubeconfigPath?: string;
  /** The namespace that the run looks at. */
  readonly namespace: string;
  /** Aborting it ends every call and watch. */
  readonly signal: AbortSignal;
  /** How long one call may take, its repetitions included. Default 10 s. */
  readonly callDeadlineMs?: number;
}

/** A cluster that the suite talks to. Calls of the typed clients throw a KubernetesError; idempotent ones are repeated after 429, 5xx and lost connections. */
export interface ClusterConnection {
  readonly namespace: string;
  /** Address of the API server, such as `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly core: CoreV1Api;
  readonly batch: BatchV1Api;
  readonly apps: AppsV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly version: VersionApi;
  /** For what the typed clients cannot do: watches, logs in raw form, APIs that may be absent. */
  readonly transport: Transport;
  readonly statistics: Readonly<TransportStatistics>;
  /** The same connection for the time of one scenario: its calls end when `signal` aborts. Needs no close of its own. */
  scoped(signal: AbortSignal): ClusterConnection;
  /** Ends every call, watch and connection; nothing of it keeps the process alive. */
  close(): Promise<void>;
}

/**
 * Reads the kubeconfig and makes ready for calls; the first call opens the first connection.
 * Throws a ConfigurationError that names the kubeconfig and what to do when it is missing, unreadable or incomplete.
 */
export async function connectCluster(options: ConnectOptions): Promise<ClusterConnection> {
  const statistics: TransportStatistics = { connectionsOpened: 0, calls: 0, retries: 0, throttled: 0 };
  const config = new PooledKubeConfig(() => {
    statistics.connectionsOpened += 1;
  });
  loadKubeConfig(config, options.kubeconfigPath);
  const server = originOf(config);
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
  return connectionOver({ transport, config, namespace: options.namespace, statistics, close });
}

interface Parts {
  readonly transport: Transport;
  readonly config: PooledKubeConfig;
  readonly namespace: string;
  readonly statistics: TransportStatistics;
  readonly close: () => Promise<void>;
}

function connectionOver(parts: Parts): ClusterConnection {
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
    scoped: (signal) => connectionOver({ ...parts, transport: transport.scoped(signal) }),
    close: parts.close,
  };
}

function originOf(config: PooledKubeConfig): string {
  const { name = '', server = '' } = config.getCurrentCluster() ?? {};
  if (URL.canParse(server)) return new URL(server).origin;
  throw new ConfigurationError(
    `The kubeconfig's cluster "${name}" has the server "${server}", which is no address. Expected one such as https://host:6443.`,
  );
}

/** Certificates, token files and credential plugins fail here, with the kubeconfig to blame, and not in the first call. */
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
