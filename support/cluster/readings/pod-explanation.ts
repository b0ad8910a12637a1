// Why a pod is not Ready, and what an operator can do about it.
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterConnection } from '../transport/connection';
import { type ObjectEvent, readEvents } from './events';
import { readPodState } from './pod-state';

/** Lines for the error of a failed wait: the last warning event of the pod, and what to do if that is known. */
export async function explainPod(connection: ClusterConnection, pod: V1Pod): Promise<readonly string[]> {
  const state = readPodState(pod);
  if (state.ready) return [];
  const events = await readEvents(connection, pod.metadata?.uid ?? '');
  const warning = events.findLast((event) => event.type === 'Warning') ?? events.at(-1);
  const lines = [warning === undefined ? 'The pod has no events.' : `Last event: ${describeEvent(warning)}`];
  const remedy = findRemedy(`${state.trouble ?? ''} ${warning?.reason ?? ''} ${warning?.message ?? ''}`);
  return remedy === undefined ? lines : [...lines, `What to do: ${remedy}`];
}

function describeEvent(event: ObjectEvent): string {
  const times = event.count > 1 ? ` (${event.count} times)` : '';
  return `${event.reason}${times}: ${event.message}`;
}

const remedies: readonly { readonly pattern: RegExp; readonly remedy: (match: RegExpExecArray) => string }[] = [
  {
    pattern: /Insufficient ([\w./-]*\w)/,
    remedy: (match) =>
      `free ${match[1]} on the nodes, or add a node that offers it; "kubectl describe nodes" shows which pods hold it.`,
  },
  { pattern: /Too many pods/, remedy: () => "raise the node's pod limit (maxPods), or add a node." },
  {
    pattern: /untolerated taint|had taint/,
    remedy: () => 'see "kubectl describe nodes" for the taint: a node may be NotReady or under pressure.',
  },
  { pattern: /were unschedulable|is unschedulable/, remedy: () => 'a node is cordoned: "kubectl uncordon NODE".' },
  {
    pattern: /ErrImage|ImagePullBackOff|InvalidImageName/,
    remedy: () => 'check the image name of the job and that the node can pull it.',
  },
  {
    pattern: /FailedCreatePodSandBox/,
    remedy: () => "the pod network failed, often because its addresses are used up: check the CNI plugin's range.",
  },
  {
    pattern: /OOMKilled/,
    remedy: () => 'the container used more memory than its limit: raise the limit or find the leak.',
  },
  {
    pattern: /CrashLoopBackOff|BackOff/,
    remedy: () => 'the container ends repeatedly: read its log with "kubectl logs --previous".',
  },
  { pattern: /FailedMount|FailedAttachVolume/, remedy: () => 'a volume, ConfigMap or Secret of the pod is missing.' },
];

function findRemedy(text: string): string | undefined {
  for (const { pattern, remedy } of remedies) {
    const match = pattern.exec(text);
    if (match !== null) return remedy(match);
  }
  return undefined;
}
