// Deploys the stand-in Focus Server into any cluster, embedded or real, and removes it again.
import type { V1Service } from '@kubernetes/client-node';
import { call } from '../stand-in/api-server/client';
import { Applier, type NamedObject } from './apply';
import { type ClusterClient, createClusterClient } from './cluster-client';
import { buildManifests, listDeployments, serverName } from './manifests';
import { ownedNamespace } from './namespace';
import { resolveSettings, type StandInOptions, type StandInSettings } from './options';
import { PooledKubeConfig } from './pooled-kube-config';
import { removeStandIn } from './undeploy';
import { waitUntilAnswering } from './wait-until-answering';
import { waitUntilReady } from './wait-until-ready';

export type { StandInOptions } from './options';

/** A deployed stand-in. */
export interface StandIn {
  /** Address of its REST API, with the path prefix. */
  readonly focusServerUrl: string;
  readonly namespace: string;
}

/**
 * Deploys the stand-in into the cluster of a kubeconfig file and resolves once it is Ready. May be repeated: objects that exist are
 * replaced. Throws an error that names what was refused or is not Ready.
 */
export async function deployStandIn(
  kubeconfigPath: string,
  options: StandInOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<StandIn> {
  const settings = resolveSettings(options);
  return await withClient(kubeconfigPath, settings.namespace, signal, async (client) => {
    const host = await findNodePortHost(client);
    await applyObjects(client, settings, host);
    await waitUntilReady(client, listDeployments(settings), settings.readyDeadlineMs);
    const focusServerUrl = `http://${host}:${await readServerPort(client)}/focus-server`;
    await waitUntilAnswering(`${focusServerUrl}/ack`, settings.readyDeadlineMs, signal);
    return { focusServerUrl, namespace: settings.namespace };
  });
}

/** Removes what `deployStandIn` and the deployed server created: the namespace if it was created for it, else object by object. */
export async function undeployStandIn(
  kubeconfigPath: string,
  options: StandInOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { namespace } = resolveSettings(options);
  await withClient(kubeconfigPath, namespace, signal, removeStandIn);
}

async function withClient<T>(
  path: string,
  namespace: string,
  signal: AbortSignal,
  work: (client: ClusterClient) => Promise<T>,
): Promise<T> {
  const config = new PooledKubeConfig();
  config.loadFromFile(path);
  try {
    return await work(createClusterClient(config, namespace, signal));
  } finally {
    await config.close();
  }
}

async function applyObjects(client: ClusterClient, settings: StandInSettings, host: string): Promise<void> {
  const applier = new Applier(client);
  const metadata = { name: client.namespace, labels: ownedNamespace };
  await applier.createIfAbsent({ apiVersion: 'v1', kind: 'Namespace', metadata });
  for (const object of buildManifests(settings, host)) {
    await applier.apply(object as NamedObject);
  }
}

/** The host of NodePorts: where the API server is on this machine, its address, else the address of a node. */
async function findNodePortHost(client: ClusterClient): Promise<string> {
  const { config, core } = client;
  const { hostname } = new URL(config.getCurrentCluster()?.server ?? '');
  if (hostname === 'localhost' || hostname.startsWith('127.')) {
    return hostname;
  }
  const nodes = await call(client, 'list Nodes, to find the address of NodePorts', () => core.listNode());
  const addresses = nodes.items.flatMap((node) => node.status?.addresses ?? []);
  return addresses.find(({ type }) => type === 'InternalIP')?.address ?? hostname;
}

async function readServerPort(client: ClusterClient): Promise<number> {
  const { core, namespace } = client;
  const read = () => core.readNamespacedService({ name: serverName, namespace });
  const service: V1Service = await call(client, `read Service ${namespace}/${serverName}`, read);
  const port = service.spec?.ports?.[0]?.nodePort;
  if (port === undefined) {
    throw new Error(`Service ${namespace}/${serverName} has no nodePort, although it is of type ${service.spec?.type}`);
  }
  return port;
}
