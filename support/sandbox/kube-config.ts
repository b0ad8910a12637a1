// One connection pool to an API server, shared by every call of its owner.
import { KubeConfig, type RequestContext } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import type { ServiceAccountCredentials } from './program';

/**
 * A `KubeConfig` whose calls share one dispatcher: the library itself opens a TLS connection per call.
 * Its owner calls `close` at the end.
 */
export class PooledKubeConfig extends KubeConfig {
  #dispatcher: Dispatcher | undefined;

  /** `callDeadlineMs`: how long each call waits for its answer; watches have a limit of their own. Default: for ever. */
  constructor(private readonly callDeadlineMs?: number) {
    super();
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    this.#dispatcher ??= context.getDispatcher();
    if (this.#dispatcher !== undefined) {
      context.setDispatcher(this.#dispatcher);
    }
    if (this.callDeadlineMs !== undefined) {
      context.setSignal(AbortSignal.timeout(this.callDeadlineMs));
    }
  }

  /** Ends every connection, those of watches too. */
  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }
}

/** The connection that a pod's ServiceAccount credentials allow. An API server that is silent for longer than the deadline counts as lost. */
export function serviceAccountConfig(credentials: ServiceAccountCredentials, callDeadlineMs: number): PooledKubeConfig {
  const config = new PooledKubeConfig(callDeadlineMs);
  const caData = Buffer.from(credentials.caPem).toString('base64');
  config.loadFromClusterAndUser(
    { name: 'in-cluster', server: credentials.server, caData, skipTLSVerify: false },
    { name: 'service-account', token: credentials.token },
  );
  return config;
}
