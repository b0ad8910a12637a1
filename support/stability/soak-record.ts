// The record of a soak: its jobs, the usage of the server, and the changes of its pods, without a judgement.

/** One job of the soak: it succeeded, or `failure` has the reason. */
export interface SoakJob {
  /** Counts from 1. */
  readonly number: number;
  /** When it was due to be requested, in milliseconds since the start of the soak. */
  readonly dueMs: number;
  /** From when it was due until it was accepted, so that a stalled server counts. Absent if it was not accepted. */
  readonly latencyMs?: number;
  readonly failure?: string;
}

/** The usage of a pod at one moment, from the cluster's metrics API. */
export interface UsageSample {
  /** On the cluster's clock, in milliseconds since the epoch. */
  readonly timeMs: number;
  /** Cores. */
  readonly cpu: number;
  readonly memoryBytes: number;
}

/** The samples of one pod of the server, oldest first, and the limits of its containers; a limit is absent if one container has none. */
export interface UsageSeries {
  readonly pod: string;
  readonly samples: readonly UsageSample[];
  readonly cpuLimit?: number;
  readonly memoryLimit?: number;
}

/** Samples of each pod of the server, or the reason why there are none. */
export type SoakUsage =
  | {
      readonly series: readonly UsageSeries[];
      /** From one sample of the cluster to the next, in milliseconds; absent if the cluster does not report it. */
      readonly everyMs?: number;
    }
  | { readonly absent: string };

export interface SoakRecord {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly intervalMs: number;
  /** The number of jobs of the soak. */
  readonly planned: number;
  readonly jobs: readonly SoakJob[];
  readonly usage: SoakUsage;
  /** The changes of the server's pods during the soak, one line each. */
  readonly serverChanges: readonly string[];
}
