// What a soak saw: its jobs, what the server used, and whether the server stayed the same. Judged elsewhere.

/** One job of the soak, counted in exactly one class: it succeeded, or `failure` says what became of it. */
export interface SoakJob {
  /** Counts from 1. */
  readonly number: number;
  /** When it was to be asked for, in milliseconds since the soak began. */
  readonly dueMs: number;
  /** From when it was due until it was accepted: a server that stalls cannot hide it. Absent when it was not accepted. */
  readonly latencyMs?: number;
  readonly failure?: string;
}

/** What a pod used at one moment, as the cluster's metrics API tells it. */
export interface UsageSample {
  /** On the cluster's clock, in milliseconds since the epoch. */
  readonly timeMs: number;
  /** Cores. */
  readonly cpu: number;
  readonly memoryBytes: number;
}

/** The samples of one pod of the server, oldest first, and what its containers may use at most; a limit is absent where one of them has none. */
export interface UsageSeries {
  readonly pod: string;
  readonly samples: readonly UsageSample[];
  readonly cpuLimit?: number;
  readonly memoryLimit?: number;
}

/** Samples of each pod of the server, or why the cluster measures none. */
export type SoakUsage = { readonly series: readonly UsageSeries[] } | { readonly absent: string };

export interface SoakRecord {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly intervalMs: number;
  /** How many jobs the soak is made of. */
  readonly planned: number;
  readonly jobs: readonly SoakJob[];
  readonly usage: SoakUsage;
  /** What happened to the server's pods meanwhile, one line each; none when they stayed the same. */
  readonly serverChanges: readonly string[];
}
