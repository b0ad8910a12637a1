// A pod's connection to the API server: its ServiceAccount's token over connections that all programs of the process share.
import { KubeConfig, type RequestContext } from '@kubernetes/client-node';
import { Agent } from 'undici';
import type { ServiceAccountCredentials } from '../../program';

const mostConnections = 32;

/**
 * A `KubeConfig` with a deadline per call; watches have a limit of their own. The library would open a TLS connection for
 * each call. Its owner calls `close` at the end.
 */
export class ServiceAccountConfig extends KubeConfig {
  readonly #lease: Lease;

  /** An API server that is silent for longer than `callDeadlineMs` counts as lost. */
  constructor(
    private readonly credentials: ServiceAccountCredentials,
    private readonly callDeadlineMs: number,
  ) {
    super();
    const { server, caPem, token } = credentials;
    this.#lease = lease(server, caPem);
    this.loadFromClusterAndUser(
      { name: 'in-cluster', server, skipTLSVerify: false },
      { name: 'service-account', token },
    );
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    context.setHeaderParam('Authorization', `Bearer ${this.credentials.token}`);
    context.setDispatcher(this.#lease.agent);
    context.setSignal(AbortSignal.timeout(this.callDeadlineMs));
  }

  /** Ends the connections, those of watches too, once nobody else of the process uses them. */
  async close(): Promise<void> {
    await this.#lease.end();
  }
}

interface Lease {
  readonly agent: Agent;
  end(): Promise<void>;
}

/** In the embedded cluster hundreds of pods run in one process: with a pool for each, every check of theirs would begin with a handshake. */
const pools = new Map<string, { readonly agent: Agent; users: number }>();

function lease(server: string, ca: string): Lease {
  const pool = pools.get(server) ?? { agent: new Agent({ connect: { ca }, connections: mostConnections }), users: 0 };
  pools.set(server, pool);
  pool.users += 1;
  let isEnded = false;
  const end = async () => {
    pool.users -= isEnded ? 0 : 1;
    isEnded = true;
    if (pool.users === 0) {
      pools.delete(server);
      await pool.agent.destroy();
    }
  };
  return { agent: pool.agent, end };
}
