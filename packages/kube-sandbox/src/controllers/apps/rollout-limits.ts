// How many pods a Deployment's old and new ReplicaSets should have at this moment of a rollout.
import type { Stored } from '../../store';

/** Replicas that a ReplicaSet specifies, and those that are available. */
export interface Share {
  readonly name: string;
  readonly replicas: number;
  readonly available: number;
}

export interface RolloutLimits {
  /** Replicas that the Deployment specifies. */
  readonly replicas: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  /** All old pods are removed before a new one is created (strategy `Recreate`). */
  readonly recreate: boolean;
}

/** The limits of a Deployment; percentages are taken of its replicas, surge rounded up, unavailability down, as Kubernetes does. */
export function readLimits({ spec }: Stored<'deployments'>): RolloutLimits {
  const replicas = spec?.replicas ?? 1;
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec?.strategy?.rollingUpdate ?? {};
  const surge = parseAmount(maxSurge, replicas, Math.ceil);
  const unavailable = parseAmount(maxUnavailable, replicas, Math.floor);
  const recreate = spec?.strategy?.type === 'Recreate';
  return { replicas, recreate, maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** How many replicas the new ReplicaSet should have now. */
export function scaleNewSet(limits: RolloutLimits, current: Share, old: readonly Share[]): number {
  if (current.replicas >= limits.replicas) return limits.replicas;
  const oldReplicas = sum(old, 'replicas');
  if (limits.recreate) return oldReplicas > 0 ? current.replicas : limits.replicas;
  const available = limits.replicas + limits.maxSurge - current.replicas - oldReplicas;
  return Math.min(current.replicas + Math.max(available, 0), limits.replicas);
}

/** How many replicas each old ReplicaSet should have now, by name; unavailable pods are removed first. */
export function scaleOldSets(
  limits: RolloutLimits,
  current: Share,
  old: readonly Share[],
): ReadonlyMap<string, number> {
  if (limits.recreate) return new Map(old.map(({ name }) => [name, 0]));
  const least = limits.replicas - limits.maxUnavailable;
  const newUnavailable = Math.max(current.replicas - current.available, 0);
  let spare = Math.max(sum(old, 'replicas') + current.replicas - least - newUnavailable, 0);
  const wanted = new Map(old.map(({ name, replicas }) => [name, replicas]));
  const remove = (name: string, count: number): void => {
    const removed = Math.min(count, spare, wanted.get(name) ?? 0);
    wanted.set(name, (wanted.get(name) ?? 0) - removed);
    spare -= removed;
  };
  for (const { name, replicas, available } of old) remove(name, Math.max(replicas - available, 0));
  spare = Math.min(spare, Math.max(sum(old, 'available') + current.available - least, 0));
  for (const { name } of old) remove(name, spare);
  return wanted;
}

function parseAmount(value: string | number, replicas: number, round: (value: number) => number): number {
  const text = String(value);
  return text.endsWith('%') ? round((Number(text.slice(0, -1)) * replicas) / 100) : Number(text);
}

function sum(shares: readonly Share[], field: 'replicas' | 'available'): number {
  return shares.reduce((total, share) => total + share[field], 0);
}
