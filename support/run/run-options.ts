// What a run is started with.

/** An environment that lives as long as the run. */
export interface StartedSandbox {
  readonly focusServerUrl: string;
  readonly kubeconfigPath: string;
  readonly namespace: string;
  stop(): Promise<void>;
}

export interface RunOptions {
  /** The folder of the reports; the reports of earlier runs are removed already. */
  readonly folder: string;
  /** Whether the run ends at its first failure (--fail-fast). */
  readonly failFast: boolean;
  /** The variables of the process: what the run sets here reaches Cucumber's workers. */
  readonly env: NodeJS.ProcessEnv;
  readonly startSandbox: (faults: readonly string[]) => Promise<StartedSandbox>;
  /** Whether people read the run's reports. A proof reads only the verdict, and the HTML costs as much as a short run. Default true. */
  readonly html?: boolean;
}
