// The kubeconfig of a run: found in the same way as by kubectl, checked before the first call, with one connection pool for all calls.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type tls from 'node:tls';
import type { Cluster, DispatcherOptions, RequestContext } from '@kubernetes/client-node';
import type { buildConnector, Dispatcher } from 'undici';
import { ConfigurationError } from '../../common/errors';
import { Agent, findHomeDir, KubeConfig, ProxyAgent } from './client-node.bundle';

const sentCredentials = new Set<string>();

/** The credentials that were sent to API servers so far, those of credential plugins and token files included. */
export function listSentCredentials(): readonly string[] {
  return [...sentCredentials];
}

/**
 * client-node creates a new agent, and with it a new TLS connection, for every call. With this KubeConfig all calls and watches
 * of a run share one pool. `onConnect` is called for each connection that the pool opens.
 */
export class PooledKubeConfig extends KubeConfig {
  #options: DispatcherOptions = { type: 'none' };
  #pool: { readonly identity: string; readonly dispatcher: Dispatcher } | undefined;
  readonly #onConnect: () => void;

  constructor(onConnect: () => void) {
    super();
    this.#onConnect = onConnect;
  }

  /** Sets the credentials of the current user and the shared pool on a request. */
  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    const { Authorization: authorization } = context.getHeaders();
    if (authorization !== undefined) sentCredentials.add(authorization.replace(/^\w+ /, ''));
    context.setHeaderParam('User-Agent', 'focus-server-acceptance');
    context.setDispatcher(this.#getSharedDispatcher(this.#options));
  }

  /** Stores the options for the shared pool, so that client-node does not create its own agent. */
  override createDispatcherOptions(
    cluster: Cluster | null,
    agentOptions: Parameters<KubeConfig['createDispatcherOptions']>[1],
  ): DispatcherOptions {
    this.#options = super.createDispatcherOptions(cluster, agentOptions);
    return { type: 'none' };
  }

  /** Ends every connection at once. */
  async close(): Promise<void> {
    await this.#pool?.dispatcher.destroy();
    this.#pool = undefined;
  }

  #getSharedDispatcher(options: DispatcherOptions): Dispatcher {
    const identity = identify(options);
    if (this.#pool?.identity === identity) return this.#pool.dispatcher;
    // A credential plugin has renewed the client certificate: running calls end on the old pool.
    void this.#pool?.dispatcher.close();
    const dispatcher = createDispatcher(options);
    dispatcher.on('connect', this.#onConnect);
    this.#pool = { identity, dispatcher };
    return dispatcher;
  }
}

/**
 * Loads `path`, or what kubectl would use: KUBECONFIG (several files are merged), `~/.kube/config`, the ServiceAccount of the pod.
 * @throws ConfigurationError that names the file and what is wrong with it; file contents never appear in the message
 */
export function loadKubeConfig(
  config: PooledKubeConfig,
  path: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const files = path !== undefined ? [path] : (env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  const [first, ...others] = files.length > 0 ? files : listDefaultFiles();
  if (first === undefined) {
    loadInCluster(config, env);
    return;
  }
  loadFile(config, first);
  for (const file of others) {
    const other = new KubeConfig();
    loadFile(other, file);
    config.mergeConfig(other, true);
  }
  requireCurrentContext(config, [first, ...others].join(', '));
}

function listDefaultFiles(): string[] {
  const home = findHomeDir();
  const file = home === null ? undefined : join(home, '.kube', 'config');
  return file !== undefined && existsSync(file) ? [file] : [];
}

function loadInCluster(config: PooledKubeConfig, env: Readonly<Record<string, string | undefined>>): void {
  if (env.KUBERNETES_SERVICE_HOST === undefined || !existsSync('/var/run/secrets/kubernetes.io/serviceaccount/token')) {
    throw new ConfigurationError(
      'No kubeconfig was found: KUBECONFIG is not set and ~/.kube/config does not exist. Set KUBECONFIG to the kubeconfig of the cluster under test.',
    );
  }
  config.loadFromCluster();
}

function loadFile(config: KubeConfig, file: string): void {
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new ConfigurationError(`The kubeconfig ${file} ${describeProblem(error)}`, { cause: removeContent(error) });
  }
}

function describeProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const remedy = 'Set KUBECONFIG to the kubeconfig of the cluster under test.';
  if (code === 'ENOENT') return `does not exist. ${remedy}`;
  if (code === 'EACCES') return 'cannot be read: permission denied. Let the user of this run read it.';
  if (code === 'EISDIR') return `is a directory, not a file. ${remedy}`;
  return `is not a valid kubeconfig: ${removeContent(error).message}. Compare it with the output of "kubectl config view".`;
}

/** A YAML error quotes lines of the file, which may contain tokens and keys: only its reason and its line are kept. */
function removeContent(error: unknown): Error {
  if (error instanceof Error && 'reason' in error && typeof error.reason === 'string') {
    const mark = 'mark' in error ? error.mark : undefined;
    const line = typeof mark === 'object' && mark !== null && 'line' in mark ? ` in line ${Number(mark.line) + 1}` : '';
    // The parser may take a password for the name of an alias or a tag.
    return new Error(`${error.reason.replace(/\s*["!<].*/s, '')}${line}`);
  }
  if (error instanceof TypeError) return new Error('it is not a mapping with clusters, users and contexts');
  return error instanceof Error ? error : new Error(String(error));
}

function requireCurrentContext(config: KubeConfig, files: string): void {
  const name = config.getCurrentContext();
  const context = config.getContextObject(name);
  const known = config.getContexts().map((one) => one.name);
  const problem =
    name === undefined || name === ''
      ? 'names no current-context'
      : context === null
        ? `names the current-context "${name}", which is not among its contexts (${known.join(', ') || 'none'})`
        : config.getCluster(context.cluster) === null
          ? `has no cluster "${context.cluster}", which its context "${name}" names`
          : config.getUser(context.user) === null
            ? `has no user "${context.user}", which its context "${name}" names`
            : undefined;
  if (problem === undefined) return;
  throw new ConfigurationError(
    `The kubeconfig ${files} ${problem}. Choose a context with "kubectl config use-context NAME".`,
  );
}

/** Enough for the watches of a run and many calls; 200 jobs at once must not cause 200 TLS handshakes. */
const connections = 32;

function createDispatcher(options: DispatcherOptions): Dispatcher {
  // HTTP/1.1: a lost connection then interrupts one watch and not all of them.
  switch (options.type) {
    case 'agent':
      return new Agent({ connect: buildTlsOptions(options.connect), connections, allowH2: false });
    case 'proxy':
      return new ProxyAgent({
        uri: options.uri,
        requestTls: buildTlsOptions(options.requestTls),
        connections,
        allowH2: false,
      });
    case 'socks':
      throw new ConfigurationError(
        `The kubeconfig's proxy-url ${new URL(options.uri).origin} is a SOCKS proxy, which is not supported. Use an HTTP proxy or a tunnel.`,
      );
    case 'none':
      return new Agent({ connections, allowH2: false });
  }
}

/** client-node and undici have different optional types for the same TLS options. */
function buildTlsOptions(options: tls.ConnectionOptions): buildConnector.BuildOptions {
  return options as buildConnector.BuildOptions;
}

function identify(options: DispatcherOptions): string {
  const tls = options.type === 'agent' ? options.connect : options.type === 'none' ? undefined : options.requestTls;
  return JSON.stringify([options.type, tls?.ca, tls?.cert, tls?.key].map((part) => part?.toString()));
}
