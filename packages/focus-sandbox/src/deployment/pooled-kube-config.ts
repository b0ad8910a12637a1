// One connection pool to an API server, shared by every call of its owner.
import { KubeConfig, type RequestContext } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';

const callDeadlineMs = 10_000;

/**
 * A `KubeConfig` whose calls share one dispatcher: the library itself opens a TLS connection per call.
 * Each call waits for its answer for at most 10 s; watches have a limit of their own. Its owner calls `close` at the end.
 */
export class PooledKubeConfig extends KubeConfig {
  #dispatcher: Dispatcher | undefined;

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    this.#dispatcher ??= context.getDispatcher();
    if (this.#dispatcher !== undefined) {
      context.setDispatcher(this.#dispatcher);
    }
    context.setSignal(AbortSignal.timeout(callDeadlineMs));
  }

  /** Closes every connection, those of watches too. */
  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }
}
