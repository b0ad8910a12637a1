// The options of a sandbox and what it offers; a light module, so that the suite does not load the sandbox itself.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterOptions } from 'kube-sandbox';
import type { StandInOptions } from './deployment/options';

export interface SandboxOptions {
  /** Names of faults. */
  readonly faults?: readonly string[];
  readonly cluster?: Omit<ClusterOptions, 'images'>;
  readonly standIn?: Omit<StandInOptions, 'image' | 'serverFaults' | 'podDeviations'>;
  /** An existing directory for the kubeconfig, removed in the end. Default: a new one. */
  readonly directory?: string;
}

export interface Sandbox {
  /** Address of the REST API, with the path prefix. */
  readonly focusServerUrl: string;
  readonly kubeconfigPath: string;
  readonly namespace: string;
  /** Resolves when no socket, timer or file of the sandbox is left. */
  stop(): Promise<void>;
}

/** A private directory for a sandbox's files. */
export function makeSandboxDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'focus-sandbox-'));
}
