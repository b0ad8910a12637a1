// Waits until Deployments are Ready; at the deadline the error names those that are not, with the last state and log of their pods.
import { AppsV1Api, type V1Deployment, type V1Pod } from '@kubernetes/client-node';
import { follow } from '../stand-in/api-server/object-watch';
import type { ClusterClient } from './cluster-client';

const logLines = 5;

/** Resolves once every named Deployment runs its newest template, Ready. Throws an error for the reader at the deadline. */
export async function waitUntilReady(
  client: ClusterClient,
  names: readonly string[],
  deadlineMs: number,
): Promise<void> {
  const following = new AbortController();
  const missing = new Set(names);
  try {
    await new Promise<void>((resolve, reject) => {
      const signal = AbortSignal.any([client.signal, following.signal, AbortSignal.timeout(deadlineMs)]);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const handle = (deployment: V1Deployment) => {
        const name = deployment.metadata?.name ?? '';
        if (isReady(deployment) && missing.delete(name) && missing.size === 0) {
          resolve();
        }
      };
      followDeployments({ ...client, signal }, handle).catch(reject);
    });
  } catch (cause) {
    client.signal.throwIfAborted();
    throw new Error(await explain(client, [...missing], deadlineMs), { cause });
  } finally {
    following.abort();
  }
}

async function followDeployments(client: ClusterClient, handle: (deployment: V1Deployment) => void): Promise<void> {
  const { config, namespace } = client;
  const apps = config.makeApiClient(AppsV1Api);
  await follow<V1Deployment>(client, {
    path: `/apis/apps/v1/namespaces/${namespace}/deployments`,
    list: () => apps.listNamespacedDeployment({ namespace }),
    onSnapshot: (items) => items.forEach(handle),
    onChange: (_, deployment) => handle(deployment),
  });
}

function isReady({ metadata, spec, status }: V1Deployment): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
    status?.updatedReplicas === wanted &&
    status.replicas === wanted &&
    status.readyReplicas === wanted
  );
}

async function explain(client: ClusterClient, missing: readonly string[], deadlineMs: number): Promise<string> {
  const states = await Promise.all(missing.map((name) => describeState(client, name)));
  return `not Ready after ${deadlineMs} ms in namespace ${client.namespace}: ${states.join('; ')}`;
}

async function describeState(client: ClusterClient, name: string): Promise<string> {
  try {
    const pods = await client.core.listNamespacedPod({ namespace: client.namespace, labelSelector: `app=${name}` });
    const pod = pods.items.at(-1);
    return `Deployment ${name} (${pod === undefined ? 'no pod exists' : await describePod(client, pod)})`;
  } catch (error) {
    return `Deployment ${name} (its pods could not be read: ${error instanceof Error ? error.message : error})`;
  }
}

async function describePod({ core, namespace }: ClusterClient, pod: V1Pod): Promise<string> {
  const name = pod.metadata?.name ?? '';
  const condition = pod.status?.conditions?.find(({ status, message }) => status === 'False' && message);
  const waiting = pod.status?.containerStatuses?.map(
    ({ state }) => state?.waiting?.reason ?? state?.terminated?.reason,
  );
  const log = await core.readNamespacedPodLog({ name, namespace, tailLines: logLines }).catch(() => '');
  const facts = [pod.status?.phase, ...(waiting ?? []), condition?.message, log && `its log ends with: ${log.trim()}`];
  return `pod ${name}: ${facts.filter(Boolean).join(', ')}`;
}
