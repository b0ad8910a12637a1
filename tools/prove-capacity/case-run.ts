// One case: a sandbox, an observer that watches it, and a run of the command line against it.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { type CapacityOutcome, type Enforcement, type RunOptions, runAcceptance } from './acceptance';
import { type CapacityCase, nameCase } from './causes';
import { Observer } from './observer';
import { startSandboxProcess } from './sandbox-process';

/** Shorter than the plateau of the profiles, because the suite and the observer do not see a change at the same moment. */
const heldMs = 5_000;

export interface CaseRun {
  readonly each: CapacityCase;
  readonly enforcement: Enforcement;
  readonly outcome: CapacityOutcome;
  /** The largest number of jobs that the observer saw alive together for a whole plateau. */
  readonly observed: number;
  /** Names of the pods and Services of jobs that still existed when the command line had ended. */
  readonly left: readonly string[];
  readonly seconds: number;
}

/** Runs the case. Its reports replace those of an earlier run, in a subfolder of the options' folder. @throws Error when the sandbox cannot be started or watched */
export async function runCase(each: CapacityCase, options: RunOptions): Promise<CaseRun> {
  const startedMs = performance.now();
  const { enforcement, signal } = options;
  const folder = path.join(options.folder, `${nameCase(each)}-${enforcement}`);
  rmSync(folder, { recursive: true, force: true });
  const sandbox = await startSandboxProcess(each.faults, signal);
  try {
    const { kubeconfig, namespace, focusServerUrl } = sandbox;
    const observer = await Observer.open({ kubeconfig, namespace, host: new URL(focusServerUrl).hostname });
    try {
      const outcome = await runAcceptance(sandbox, { enforcement, folder, signal });
      const observed = observer.countMostAlive(heldMs);
      const { left } = observer;
      return { each, enforcement, outcome, observed, left, seconds: (performance.now() - startedMs) / 1_000 };
    } finally {
      await observer.close();
    }
  } finally {
    await sandbox.stop();
  }
}
