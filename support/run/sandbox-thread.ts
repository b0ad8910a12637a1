// The thread of the sandbox, which the plugin loads before everything else: it loads its code while the main thread loads the suite's.
import { SandboxThread } from 'focus-sandbox';
import { isDryRun } from '../environment/cucumber-arguments';

/** Undefined when the run has no sandbox, or when only its profile can decide that. Nothing is started in it yet. */
export const sandboxThread = mayNeedSandbox() ? new SandboxThread() : undefined;

function mayNeedSandbox(): boolean {
  return (process.env.FOCUS_ENV || 'sandbox') === 'sandbox' && !isDryRun(process.argv);
}
