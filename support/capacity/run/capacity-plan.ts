// What a capacity run asks of an environment, read from its profile.
import type { Profile } from '../../environment';
import type { CapacityPlan } from '../capacity-record';

/** The plan of one run. The steps of the ramp that lie below the target are taken on the way to it. */
export function capacityPlan({
  capacity,
  deadlines,
  thresholds,
}: Pick<Profile, 'capacity' | 'deadlines' | 'thresholds'>): CapacityPlan {
  const { target, minimum, workers, ramp, successRate, plateauMs, enforcement } = capacity;
  const below = [...new Set(ramp)].filter((step) => step < target).sort((left, right) => left - right);
  return {
    target,
    minimum,
    workers,
    steps: [...below, target],
    successRate,
    plateauMs,
    aliveWithinMs: deadlines.podRunningMs,
    enforcement,
    latencyP95Ms: thresholds.latencyP95Ms,
    latencyP99Ms: thresholds.latencyP99Ms,
  };
}

/** How many of `wanted` jobs have to be alive: a share of a job counts as a whole one. */
export function jobsRequired(wanted: number, successRate: number): number {
  // 0.95 × 200 is 190.00000000000003 in floating point.
  return Math.ceil(Number((wanted * successRate).toFixed(6)));
}
