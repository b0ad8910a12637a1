// The messages between the benchmark of many jobs and the process of its sandbox.
import type { SandboxOptions } from '../../packages/focus-sandbox/src/sandbox-contract';

export type ToSandbox =
  | { readonly type: 'start'; readonly options: SandboxOptions }
  | { readonly type: 'measure' | 'stop' };

export type FromSandbox =
  | {
      readonly type: 'started';
      readonly focusServerUrl: string;
      readonly kubeconfigPath: string;
      readonly namespace: string;
    }
  | ({ readonly type: 'measured' } & SandboxUse)
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly message: string };

/** What the sandbox's process has used since its start. */
export interface SandboxUse {
  /** CPU time of all its threads, garbage collection included, in milliseconds. */
  readonly cpuMs: number;
  /** CPU time of the sandbox's main thread. */
  readonly threadCpuMs: number;
  /** The largest resident memory so far, in bytes. */
  readonly peakMemoryBytes: number;
  readonly openFiles: number;
}
