// A diagnosis: causes with their evidence, causes that are ruled out, and the number of missing jobs without a cause.
import type { CapacityJob } from '../capacity-record';
import type { Facts } from './facts';

/** Causes that explain the same number of jobs with the same confidence are in this order. */
export const causeNames = [
  'node-unavailable',
  'gpu',
  'cpu',
  'memory',
  'pod-limit',
  'quota',
  'server-slots',
  'port-range',
  'pod-network',
  'containers-dying',
  'api-throttling',
  'connections-lost',
  'idle-cleanup',
  'slow-creation',
  'slow-start',
] as const;
export type CauseName = (typeof causeNames)[number];

/** From the strongest to the weakest. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** Which part of a pod's start took the time. */
export type SlowPhase = 'scheduler' | 'image' | 'container' | 'probe';

export interface Cause {
  readonly cause: CauseName;
  readonly confidence: Confidence;
  /** The number of missing jobs that its evidence names. */
  readonly jobsExplained: number;
  /** One line with numbers. */
  readonly summary: string;
  readonly evidence: readonly string[];
  /** What to do now, with the amount that the target lacks. */
  readonly immediateAction: string;
  readonly nextStep: string;
  /** Only for `slow-start`. */
  readonly phase?: SlowPhase;
}

export interface Diagnosis {
  /** The cause that explains the most of the missing jobs first. */
  readonly ranked: readonly Cause[];
  /** Every other cause with the fact that rules it out, or the reason why it could not be judged. */
  readonly ruledOut: readonly { readonly cause: CauseName; readonly because: string }[];
  /** The number of jobs that were due, are not alive, and that no cause explains. */
  readonly unexplained: number;
  /** The same for jobs whose result was not known when the run was interrupted. */
  readonly cutOff: number;
}

/** A cause that was found, with the jobs that it explains. */
export interface Finding extends Omit<Cause, 'cause' | 'jobsExplained'> {
  readonly jobs: readonly CapacityJob[];
}

/** Either a finding, or the fact that rules the cause out. */
export type Judge = (facts: Facts) => Finding | { readonly because: string };
