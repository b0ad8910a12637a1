// How long the steps of a pod's start take.
import type { StartDelay } from '../start-delays';
import type { NodeOptions } from './node-options';

/** What part of the start passes before the image is there, before the container is created, and before it starts. */
const startShares = [0.5, 0.25, 0.25] as const;

/** Draws the pauses of one pod in milliseconds, so that it starts after a uniformly distributed time and its delay. */
export function drawPauses(
  { min, max }: NodeOptions['podStartMs'],
  { imagePullMs, containerMs }: StartDelay,
): readonly [number, number, number] {
  const totalMs = min + Math.random() * (max - min);
  return [totalMs * startShares[0] + imagePullMs, totalMs * startShares[1], totalMs * startShares[2] + containerMs];
}
