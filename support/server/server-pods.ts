// Compares the pods of a server with those that it had before.

import type { V1Pod } from '@kubernetes/client-node';
import { readPodState } from '../cluster/readings/pod-state';
import { identify } from '../cluster/watch/kinds';
import { formatCount } from '../common/wording';

export type Labels = Readonly<Record<string, string>>;

export interface PodMemory {
  readonly name: string;
  readonly restarts: number;
}

export function hasLabels(pod: V1Pod, labels: Labels): boolean {
  return Object.entries(labels).every(([key, value]) => pod.metadata?.labels?.[key] === value);
}

/** Such as `app=focus-server, tier=front`. */
export function describeLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** What a later comparison needs of each pod, by uid. */
export function rememberPods(pods: readonly V1Pod[]): ReadonlyMap<string, PodMemory> {
  return new Map(
    pods.map((pod) => [identify(pod).uid, { name: identify(pod).name, restarts: readPodState(pod).restarts }]),
  );
}

/** Restarts, pods that are gone and pods that are new, one line each. */
export function listChanges(before: ReadonlyMap<string, PodMemory>, now: readonly V1Pod[]): string[] {
  const present = new Set(now.map((pod) => identify(pod).uid));
  const gone = [...before].filter(([uid]) => !present.has(uid)).map(([, { name }]) => `pod ${name} is gone`);
  return [...gone, ...now.flatMap((pod) => describeChange(pod, before.get(identify(pod).uid)))];
}

function describeChange(pod: V1Pod, before: PodMemory | undefined): string[] {
  const { name } = identify(pod);
  if (before === undefined) return [`pod ${name} is new`];
  const { restarts, containers } = readPodState(pod);
  const more = restarts - before.restarts;
  if (more === 0) return [];
  const ends = containers.flatMap(({ name: container, lastEnd }) =>
    lastEnd === undefined ? [] : `${container}: ${lastEnd.reason}, exit code ${lastEnd.exitCode}`,
  );
  return [`pod ${name} restarted ${formatCount(more, 'time')} (last end: ${ends.join('; ')})`];
}
