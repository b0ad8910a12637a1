// The entry `kube-sandbox`: starts an embedded Kubernetes cluster of an API server with its store, controllers and nodes.
import { createPolicyInterceptors } from './api/policy-interceptors';
import { type ApiServer, startApiServer } from './api-server';
import { type ClusterOptions, type EmbeddedCluster, usualNode } from './cluster-options';
import { type Controllers, startControllers } from './controllers';
import { EventRecorder } from './event-recorder';
import { type NodeOptions, type Nodes, startNodes } from './node';
import type { LogSource, UsageSource } from './part-interfaces';
import { Policies } from './policy-lookup';
import { createStore } from './store';

export { type ClusterOptions, type EmbeddedCluster, type NodeSpec, usualNode } from './cluster-options';
export type { Program, ProgramContext, ServiceAccountCredentials } from './container-program';
export type { ClusterPolicy, Selector } from './policies';
export { parseThousandths } from './quantity';

/** Starts a cluster on loopback addresses of its own. Rejects when no block of addresses is free. */
export async function startCluster(options: ClusterOptions): Promise<EmbeddedCluster> {
  const policies = new Policies(options.policies);
  const nodes = new LateNodes();
  const server = await startApiServer({
    ...(options.nodePorts === undefined ? {} : { store: createStore({ nodePorts: options.nodePorts }) }),
    interceptors: createPolicyInterceptors(policies),
    logs: nodes,
    ...(options.metricsApi === false ? {} : { usage: nodes }),
  });
  try {
    const { store } = server;
    const common = { recorder: new EventRecorder(store, policies), policies };
    const controllers = startControllers(store, common);
    nodes.running = startNodes(store, { ...nodeOptions(options, server), ...common });
    const { url, kubeconfig, host: nodeAddress } = server;
    return { url, kubeconfig, nodeAddress, stop: () => stopAll(controllers, nodes.running, server) };
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

/** Logs and usage of the nodes, which start after the API server that reads them. */
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

function nodeOptions(
  { images, nodes = [usualNode], podStartMs = { min: 50, max: 300 }, instantPods }: ClusterOptions,
  { host, port, caPem, block, authenticator }: ApiServer,
): Omit<NodeOptions, 'recorder' | 'policies'> {
  return {
    images,
    nodes,
    podStartMs,
    ...(instantPods === undefined ? {} : { instantPods }),
    addresses: block,
    apiServer: { host, port, caPem },
    tokens: authenticator,
  };
}
