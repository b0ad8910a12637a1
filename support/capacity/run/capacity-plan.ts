// The plan of a capacity run, from the profile of the environment.
import type { Profile } from '../../environment';
import type { CapacityPlan } from '../capacity-record';

/** The plan of one run. Its steps are those of the ramp below the target, and the target. */
export function createCapacityPlan({
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

/** How many of `wanted` jobs must be alive: a part of a job counts as a whole one. */
export function countRequiredJobs(wanted: number, successRate: number): number {
  // 0.95 × 200 is 190.00000000000003 in floating point.
  return Math.ceil(Number((wanted * successRate).toFixed(6)));
}
