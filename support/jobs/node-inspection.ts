// Whether the node of a pod offers what its pods request.
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterConnection } from '../cluster/transport/connection';
import { describeObject } from '../cluster/watch/kinds';
import { expectObject } from './job-inspector';
import { checkNodeOffers } from './resource-checks';

/** Reads the pod's node and all pods on it, of every namespace. @throws UnmetExpectation */
export async function expectNodeOffers(pod: V1Pod, cluster: ClusterConnection): Promise<void> {
  const name = pod.spec?.nodeName;
  if (name === undefined)
    throw new Error(`${describeObject(pod)}: expected a node, but the pod was not scheduled to any`);
  const [node, pods] = await Promise.all([
    cluster.core.readNode({ name }),
    cluster.core.listPodForAllNamespaces({ fieldSelector: `spec.nodeName=${name}` }),
  ]);
  const named = { ...node, apiVersion: 'v1', kind: 'Node' };
  expectObject(named, 'the node to offer what its pods request', checkNodeOffers(pod, pods.items)(named));
}
