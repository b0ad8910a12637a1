// Deploys the stand-in Focus Server into any cluster, embedded or real, and takes it away again.
import type { V1Service } from '@kubernetes/client-node';
import { call } from '../stand-in/api-server/client';
import { untilAnswering } from './answering';
import { Applier, type NamedObject } from './apply';
import { type ClusterClient, clusterClient } from './cluster-client';
import { deploymentNames, manifests, serverName } from './manifests';
import { ownedNamespace } from './namespace';
import { type StandInOptions, type StandInSettings, standInSettings } from './options';
import { PooledKubeConfig } from './pooled-kube-config';
import { untilReady } from './readiness';
import { removeStandIn } from './removal';

export type { StandInOptions } from './options';

/** A deployed stand-in. */
export interface StandIn {
  /** Address of its REST API, with the path prefix. */
  readonly focusServerUrl: string;
  readonly namespace: string;
}

/**
 * Brings the stand-in into the cluster of a kubeconfig file and resolves once it is Ready. May be repeated: what exists is
 * brought to the wanted state. Throws an error that names what was refused or is not Ready.
 */
export async function deployStandIn(
  kubeconfigPath: string,
  options: StandInOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<StandIn> {
  const settings = standInSettings(options);
  return await withCluster(kubeconfigPath, settings.namespace, signal, async (client) => {
    const host = await hostOfNodePorts(client);
    await putObjects(client, settings, host);
    await untilReady(client, deploymentNames(settings), settings.readyDeadlineMs);
    const focusServerUrl = `http://${host}:${await serverPort(client)}/focus-server`;
    await untilAnswering(`${focusServerUrl}/ack`, settings.readyDeadlineMs, signal);
    return { focusServerUrl, namespace: settings.namespace };
  });
}

/** Removes what `deployStandIn` and the deployed server made: the namespace if it was created for it, else object by object. */
export async function undeployStandIn(
  kubeconfigPath: string,
  options: StandInOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { namespace } = standInSettings(options);
  await withCluster(kubeconfigPath, namespace, signal, removeStandIn);
}

async function withCluster<T>(
  path: string,
  namespace: string,
  signal: AbortSignal,
  work: (client: ClusterClient) => Promise<T>,
): Promise<T> {
  const config = new PooledKubeConfig();
  config.loadFromFile(path);
  try {
    return await work(clusterClient(config, namespace, signal));
  } finally {
    await config.close();
  }
}

async function putObjects(client: ClusterClient, settings: StandInSettings, host: string): Promise<void> {
  const applier = new Applier(client);
  const metadata = { name: client.namespace, labels: ownedNamespace };
  await applier.createIfAbsent({ apiVersion: 'v1', kind: 'Namespace', metadata });
  for (const object of manifests(settings, host)) {
    await applier.apply(object as NamedObject);
  }
}

/** NodePorts answer at the API server's own address on a machine of one's own, else at a node's. */
async function hostOfNodePorts(client: ClusterClient): Promise<string> {
  const { config, core } = client;
  const { hostname } = new URL(config.getCurrentCluster()?.server ?? '');
  if (hostname === 'localhost' || hostname.startsWith('127.')) {
    return hostname;
  }
  const nodes = await call(client, 'list Nodes, to find the address of NodePorts', () => core.listNode());
  const addresses = nodes.items.flatMap((node) => node.status?.addresses ?? []);
  return addresses.find(({ type }) => type === 'InternalIP')?.address ?? hostname;
}

async function serverPort(client: ClusterClient): Promise<number> {
  const { core, namespace } = client;
  const read = () => core.readNamespacedService({ name: serverName, namespace });
  const service: V1Service = await call(client, `read Service ${namespace}/${serverName}`, read);
  const port = service.spec?.ports?.[0]?.nodePort;
  if (port === undefined) {
    throw new Error(`Service ${namespace}/${serverName} has no nodePort, although it is of type ${service.spec?.type}`);
  }
  return port;
}
