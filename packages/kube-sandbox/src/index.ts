// Starts an embedded Kubernetes cluster: store, API server, controllers, nodes.
import { firstAddress, randomBlock } from './address-block';
import { Authenticator } from './api/authentication';
import { createFirstObjects } from './api/bootstrap';
import { orderedFailures } from './api/ordered-failures';
import { createPolicyInterceptors } from './api/policy-interceptors';
import { type ApiServer, type ApiServerOptions, startApiServer } from './api/server';
import { makeCertificate, type ServingCertificate } from './certificates';
import type { LogSource, UsageSource } from './contracts';
import { type Controllers, startControllers } from './controllers';
import { EventRecorder } from './event-recorder';
import { kubeconfigOf } from './kubeconfig';
import { type AddressBlock, type NodeOptions, type Nodes, startNodes } from './node';
import { Policies } from './policy-lookup';
import { createStore } from './store';
import { type ClusterOptions, type EmbeddedCluster, usualNode } from './types';

export type { ClusterPolicy, Selector } from './policies';
export type { Program, ProgramContext, ServiceAccountCredentials } from './program';
export { quantityText, thousandths } from './quantity';
export { type ClusterOptions, type EmbeddedCluster, type NodeSpec, usualNode } from './types';

/** Starts a cluster on loopback addresses of its own. Rejects when no block of addresses is free. */
export async function startCluster(options: ClusterOptions): Promise<EmbeddedCluster> {
  const store = createStore();
  const authenticator = new Authenticator(store);
  const policies = new Policies(options.policies);
  const interceptors = [orderedFailures(store), ...createPolicyInterceptors(policies)];
  const nodes = new LateNodes();
  const usage = options.metricsApi === false ? {} : { usage: nodes };
  const { block, certificate, server } = await listenSomewhere({
    store,
    authenticator,
    logs: nodes,
    interceptors,
    ...usage,
  });
  try {
    const apiServer = { host: firstAddress(block), port: API_PORT, caPem: certificate.caPem };
    createFirstObjects(store, apiServer);
    const common = { recorder: new EventRecorder(store, policies), policies };
    const controllers = startControllers(store, common);
    nodes.running = startNodes(store, {
      ...nodeDefaults(options),
      addresses: block,
      apiServer,
      tokens: authenticator,
      ...common,
    });
    const url = `https://${apiServer.host}:${API_PORT}`;
    const kubeconfig = kubeconfigOf(url, certificate.caPem, authenticator.adminToken);
    return { url, kubeconfig, nodeAddress: apiServer.host, stop: () => stopAll(controllers, nodes.running, server) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function stopAll(controllers: Controllers, nodes: Nodes | undefined, server: ApiServer): Promise<void> {
  controllers.stop();
  await nodes?.stop();
  await server.stop();
}

/** Not the usual 6443: a real API server on this machine would hold that on every address, loopback ones included. */
const API_PORT = 16443;
const BLOCK_ATTEMPTS = 50;

/** Logs and usage of the nodes, which start after the API server that asks for them. */
class LateNodes implements LogSource, UsageSource {
  running: Nodes | undefined;

  log(...call: Parameters<LogSource['log']>): ReturnType<LogSource['log']> {
    return this.running?.log(...call);
  }

  podUsage(podUid: string): ReturnType<UsageSource['podUsage']> {
    return this.running?.podUsage(podUid);
  }

  nodeUsage(nodeName: string): ReturnType<UsageSource['nodeUsage']> {
    return this.running?.nodeUsage(nodeName);
  }
}

interface Listening {
  readonly block: AddressBlock;
  readonly certificate: ServingCertificate;
  readonly server: ApiServer;
}

/** Tries blocks until the API server's address, which stands for the whole block, is free. */
async function listenSomewhere(options: Omit<ApiServerOptions, 'host' | 'port' | 'tls'>): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    const block = randomBlock();
    const host = firstAddress(block);
    const certificate = await makeCertificate(host);
    try {
      const server = await startApiServer({ ...options, host, port: API_PORT, tls: certificate });
      return { block, certificate, server };
    } catch (cause) {
      if (isAddressInUse(cause) && attempt < BLOCK_ATTEMPTS) continue;
      throw new Error(`the API server of the sandbox could not listen on ${host}:${API_PORT} (attempt ${attempt})`, {
        cause,
      });
    }
  }
}

function nodeDefaults({
  images,
  nodes = [usualNode],
  podStartMs,
}: ClusterOptions): Pick<NodeOptions, 'images' | 'nodes' | 'podStartMs'> {
  return { images, nodes, podStartMs: podStartMs ?? { min: 50, max: 300 } };
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
