// The thread's side of a sandbox in a worker: starts it, reports, and stops it when the parent sends a message.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { startSandbox } from '../sandbox';
import type { SandboxOptions } from '../sandbox-contract';
import type { ThreadMessage } from './worker';

void run(workerData as SandboxOptions);

async function run(options: SandboxOptions): Promise<void> {
  const stopping = new AbortController();
  const stopped = waitForStop(stopping);
  try {
    const sandbox = await startSandbox(options, stopping.signal);
    const { stop, ...started } = sandbox;
    report({ started });
    await stopped;
    await stop();
  } catch (error) {
    report({ failed: error instanceof Error ? error.message : String(error) });
  } finally {
    parentPort?.close();
  }
}

async function waitForStop(stopping: AbortController): Promise<void> {
  if (parentPort !== null) {
    await once(parentPort, 'message');
  }
  stopping.abort(new Error('the sandbox was stopped while it started'));
}

function report(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
