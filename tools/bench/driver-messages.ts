// The messages between the benchmark of the driver and its process.
import type { SandboxAddress } from './sandbox-for-jobs';

export interface DriverTask {
  readonly server: SandboxAddress;
  readonly jobs: number;
}

/** What the driver's process has used from the first job until the plateau's end. */
export interface DriverUse {
  /** CPU time of all its threads, in milliseconds. */
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
  readonly alive: number;
}

export type FromDriver = DriverUse | { readonly failed: string };
