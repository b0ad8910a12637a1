// How long the steps of a pod's start take.
import { selects } from '../policy-lookup';
import type { StartDelay } from '../start-delays';
import type { Stored } from '../store';
import type { NodeOptions } from './node-options';

/** What part of the start passes before the image is there, before the container is created, and before it starts. */
const startShares = [0.5, 0.25, 0.25] as const;

/** Draws the pauses of one pod in milliseconds, so that it starts after a uniformly distributed time and its delay. */
export function drawPauses(
  pod: Stored<'pods'>,
  { podStartMs, instantPods }: Pick<NodeOptions, 'podStartMs' | 'instantPods'>,
  { imagePullMs, containerMs }: StartDelay,
): readonly [number, number, number] {
  const isInstant = instantPods !== undefined && selects({ pods: instantPods }, pod);
  const totalMs = isInstant ? 0 : podStartMs.min + Math.random() * (podStartMs.max - podStartMs.min);
  return [totalMs * startShares[0] + imagePullMs, totalMs * startShares[1], totalMs * startShares[2] + containerMs];
}
