// Reads why the scheduler found no node for a pod, from the messages of Kubernetes 1.20 to 1.35.

/** One reason and the number of nodes that it applies to: `1 Insufficient cpu`. */
export interface SchedulingReason {
  readonly nodes: number;
  readonly text: string;
}

/**
 * The reasons of a `FailedScheduling` message such as
 * `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had taint {a: b}, that the pod didn't tolerate. preemption: 0/3 nodes are available: …`.
 * The part about preemption and claims is no reason, and is left out. A message without counts is one reason for 0 nodes.
 */
export function readSchedulingMessage(message: string): readonly SchedulingReason[] {
  const reasons = message.slice(0, 4_000).replace(/\.?\s*(no new claims to deallocate,?\s*)?preemption: [\s\S]*$/, '');
  const list = /^\s*\d+\/\d+ nodes are available: ([\s\S]*)$/.exec(reasons)?.[1] ?? reasons;
  const counted = [...list.matchAll(/(?:^|,\s+)(\d+) (.+?)(?=,\s+\d+ |\.?\s*$)/gs)];
  if (counted.length === 0) return [{ nodes: 0, text: list.trim() }];
  return counted.map(([, nodes = '0', text = '']) => ({ nodes: Number(nodes), text: text.trim() }));
}

/** The resource that a node has too little of: `cpu`, `nvidia.com/gpu.shared`, `pods`; undefined for any other reason. */
export function findLackingResource({ text }: SchedulingReason): string | undefined {
  if (/^Too many pods/.test(text)) return 'pods';
  return /^Insufficient ([\w./-]*\w)/.exec(text)?.[1];
}

/**
 * Whether a node is temporarily out of service: cordoned, or tainted by Kubernetes itself because of its state. Kubernetes 1.34 and later name no taint
 * (`node(s) had untolerated taint(s)`): `unnamed`, since it may also be a taint that excludes jobs on purpose.
 */
export function isNodeOutOfService({ text }: SchedulingReason): boolean | 'unnamed' {
  if (/node\(s\) (were|was) unschedulable|node\(s\) were not ready/.test(text)) return true;
  if (/no nodes available to schedule pods/.test(text)) return true;
  if (/untolerated taint\(s\)/.test(text)) return 'unnamed';
  return /taint/.test(text) && stateTaint.test(text);
}

/** The taints that Kubernetes adds to a node because of its state. */
export const stateTaint =
  /node\.kubernetes\.io\/(not-ready|unreachable|unschedulable|network-unavailable|(memory|disk|pid)-pressure|out-of-service)|node\.cloudprovider\.kubernetes\.io\/(uninitialized|shutdown)/;
