// How long the steps of a pod's start take.
import type { NodeOptions } from './types';

/** What part of the start passes before the image is there, before the container is created, and before it starts. */
const SHARES = [0.5, 0.25, 0.25] as const;

/**
 * Draws the pauses of one pod in milliseconds, so that it starts after a uniformly distributed time; to those of a `delayed` pod a
 * condition may add.
 */
export function drawPauses(
  { podStartMs, conditions }: NodeOptions,
  delayed: boolean,
): readonly [number, number, number] {
  const totalMs = podStartMs.min + Math.random() * (podStartMs.max - podStartMs.min);
  const { imagePull = 0, container = 0 } = (delayed ? conditions?.startDelaysMs : undefined) ?? {};
  return [totalMs * SHARES[0] + imagePull, totalMs * SHARES[1], totalMs * SHARES[2] + container];
}
