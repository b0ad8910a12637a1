// The entry `kube-sandbox/api-server`: an API server with its store, without controllers and nodes.
import { type AddressBlock, chooseBlock, computeFirstAddress } from './address-block';
import { Authenticator } from './api/authentication';
import { createConfigMapFailures } from './api/configmap-failures';
import { createFirstObjects } from './api/first-objects';
import { type HttpsServer, type HttpsServerOptions, startHttpsServer } from './api/https-server';
import type { Interceptor } from './api/interception';
import { makeCertificate, type ServingCertificate } from './certificates';
import { createKubeconfig } from './kubeconfig';
import type { LogSource, UsageSource } from './part-interfaces';
import { createStore, type Store } from './store';

export type { Interception, Interceptor } from './api/interception';
export { StatusError, type Store } from './store';

export interface ApiServerOptions {
  /** What is served. Default: an empty store. */
  readonly store?: Store;
  /** Sees each call after the ConfigMap `api-server-failures` of its namespace. Default: none. */
  readonly interceptors?: readonly Interceptor[];
  /** Where the logs of containers are read from. Default: no container has one. */
  readonly logs?: LogSource;
  /** Where metrics.k8s.io gets its figures from; it is not served without. */
  readonly usage?: UsageSource;
}

export interface ApiServer {
  /** What is written here is reported to watches as changes through the API are. */
  readonly store: Store;
  /** Who may call: the administrator's token, and tokens of ServiceAccounts. */
  readonly authenticator: Authenticator;
  /** The server has the first address of this block. */
  readonly block: AddressBlock;
  readonly host: string;
  readonly port: number;
  /** `https://HOST:PORT`. */
  readonly url: string;
  /** PEM text of the authority that signed the server's certificate. */
  readonly caPem: string;
  /** Text of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Ends streams and connections; resolves when the socket is closed. */
  stop(): Promise<void>;
}

/** Serves a store on a free block of loopback addresses, with the objects that every cluster has. Rejects when no block is free. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const { store = createStore(), logs = noLogs, usage, interceptors = [] } = options;
  const authenticator = new Authenticator(store);
  const { block, certificate, server } = await listenOnFreeBlock({
    store,
    authenticator,
    logs,
    interceptors: [createConfigMapFailures(store), ...interceptors],
    ...(usage ? { usage } : {}),
  });
  try {
    const host = computeFirstAddress(block);
    createFirstObjects(store, { host, port });
    const url = `https://${host}:${port}`;
    const { caPem } = certificate;
    const kubeconfig = createKubeconfig(url, caPem, authenticator.adminToken);
    return { store, authenticator, block, host, port, url, caPem, kubeconfig, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Not the usual 6443: a real API server on this machine would hold that on every address, loopback ones included. */
const port = 16443;
const mostAttempts = 50;

const noLogs: LogSource = { log: () => undefined };

interface Listening {
  readonly block: AddressBlock;
  readonly certificate: ServingCertificate;
  readonly server: HttpsServer;
}

/** Tries blocks until the API server's address, which stands for the whole block, is free. */
async function listenOnFreeBlock(options: Omit<HttpsServerOptions, 'host' | 'port' | 'tls'>): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    const block = chooseBlock();
    const host = computeFirstAddress(block);
    const certificate = await makeCertificate(host);
    try {
      const server = await startHttpsServer({ ...options, host, port, tls: certificate });
      return { block, certificate, server };
    } catch (cause) {
      if (isAddressInUse(cause) && attempt < mostAttempts) continue;
      throw new Error(`the API server of the sandbox could not listen on ${host}:${port} (attempt ${attempt})`, {
        cause,
      });
    }
  }
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
