// What a diagnosis says: causes with their evidence, what was ruled out, and how many missing jobs nothing explains.
import type { CapacityJob } from '../capacity-record';
import type { Facts } from './facts';

/** In the order in which causes stand that explain equally many jobs with equal confidence. */
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

/** From the surest to the weakest. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** Which part of a pod's start took the time. */
export type SlowPhase = 'scheduler' | 'image' | 'container' | 'probe';

export interface Cause {
  readonly cause: CauseName;
  readonly confidence: Confidence;
  /** How many of the missing jobs its evidence names. */
  readonly jobsExplained: number;
  /** One line with numbers. */
  readonly summary: string;
  readonly evidence: readonly string[];
  /** What to do now, with the amount that is missing for the target. */
  readonly immediateAction: string;
  readonly nextStep: string;
  /** Of `slow-start` alone. */
  readonly phase?: SlowPhase;
}

export interface Diagnosis {
  /** The cause that explains the most of the missing jobs first. */
  readonly ranked: readonly Cause[];
  /** Every other cause with the fact that rules it out, or why it could not be judged. */
  readonly ruledOut: readonly { readonly cause: CauseName; readonly because: string }[];
  /** Jobs that were due, are not alive, and that no cause explains. */
  readonly unexplained: number;
  /** The same, but the run was interrupted before it was known what becomes of them. */
  readonly cutOff: number;
}

/** A cause that was found, with the jobs that it explains. */
export interface Finding extends Omit<Cause, 'cause' | 'jobsExplained'> {
  readonly jobs: readonly CapacityJob[];
}

/** Either a finding, or the fact that rules the cause out. */
export type Judge = (facts: Facts) => Finding | { readonly because: string };
