// Conditions of pods, in the order and shape in which Kubernetes writes them.
import type { Draft } from '../store';

export interface PodCondition {
  readonly type: 'Initialized' | 'Ready' | 'ContainersReady' | 'PodScheduled';
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

/** Sets a condition of the pod's status; its `lastTransitionTime` changes only when its status does. */
export function setCondition(pod: Draft<'pods'>, condition: PodCondition, time: string): void {
  const conditions = pod.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : time;
  // Kubernetes writes null for a time that is not known; the generated type knows strings alone.
  const next = { lastProbeTime: null, lastTransitionTime, ...condition } as unknown as (typeof conditions)[number];
  const others = conditions.filter(({ type }) => type !== condition.type);
  const sorted = [...others, next].sort(
    (one, other) => conditionOrder.indexOf(one.type) - conditionOrder.indexOf(other.type),
  );
  pod.status = { ...pod.status, conditions: sorted };
}

const conditionOrder: readonly string[] = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
