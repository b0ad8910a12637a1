// Why a pod is not further, and what an operator does about it.
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterConnection } from '../transport/connection';
import { type ObjectEvent, readEvents } from './events';
import { podState } from './pod-state';

/** Lines for the failure of a wait: the last warning event of the pod, or that there is none, and what to do where it is known. */
export async function explainPod(connection: ClusterConnection, pod: V1Pod): Promise<readonly string[]> {
  const state = podState(pod);
  if (state.ready) return [];
  const events = await readEvents(connection, pod.metadata?.uid ?? '');
  const warning = events.findLast((event) => event.type === 'Warning') ?? events.at(-1);
  const lines = [warning === undefined ? 'The pod has no events.' : `Last event: ${describeEvent(warning)}`];
  const remedy = remedyFor(`${state.trouble ?? ''} ${warning?.reason ?? ''} ${warning?.message ?? ''}`);
  return remedy === undefined ? lines : [...lines, `What to do: ${remedy}`];
}

function describeEvent(event: ObjectEvent): string {
  const times = event.count > 1 ? ` (${event.count} times)` : '';
  return `${event.reason}${times}: ${event.message}`;
}

const remedies: readonly { readonly sign: RegExp; readonly remedy: (match: RegExpExecArray) => string }[] = [
  {
    sign: /Insufficient ([\w./-]*\w)/,
    remedy: (match) =>
      `free ${match[1]} on the nodes, or add a node that offers it; "kubectl describe nodes" shows who holds it.`,
  },
  { sign: /Too many pods/, remedy: () => "raise the node's pod limit (maxPods), or add a node." },
  {
    sign: /untolerated taint|had taint/,
    remedy: () => 'see "kubectl describe nodes" for the taint: a node may be NotReady or under pressure.',
  },
  { sign: /were unschedulable|is unschedulable/, remedy: () => 'a node is cordoned: "kubectl uncordon NODE".' },
  {
    sign: /ErrImage|ImagePullBackOff|InvalidImageName/,
    remedy: () => 'check the image name of the job and that the node can pull it.',
  },
  {
    sign: /FailedCreatePodSandBox/,
    remedy: () => "the pod network failed, often because its addresses are used up: check the CNI plugin's range.",
  },
  {
    sign: /OOMKilled/,
    remedy: () => 'the container used more memory than its limit: raise the limit or look for the leak.',
  },
  {
    sign: /CrashLoopBackOff|BackOff/,
    remedy: () => 'the container ends again and again: read its log with "kubectl logs --previous".',
  },
  { sign: /FailedMount|FailedAttachVolume/, remedy: () => 'a volume, ConfigMap or Secret of the pod is missing.' },
];

function remedyFor(text: string): string | undefined {
  for (const { sign, remedy } of remedies) {
    const match = sign.exec(text);
    if (match !== null) return remedy(match);
  }
  return undefined;
}
