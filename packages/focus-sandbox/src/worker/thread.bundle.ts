// The thread's side of a sandbox in a worker: starts and stops sandboxes as the parent requests, and reports.
import { parentPort } from 'node:worker_threads';
import { startSandbox } from '../sandbox';
import type { Sandbox, SandboxOptions } from '../sandbox-contract';
import type { ThreadReport, ThreadTask } from './worker';

let running: { readonly stopping: AbortController; readonly started: Promise<Sandbox> } | undefined;

parentPort?.on('message', (task: ThreadTask) => {
  if (task === 'end') parentPort?.close();
  else if (task === 'stop') void stop();
  else void start(task.start);
});

async function start(options: SandboxOptions): Promise<void> {
  const stopping = new AbortController();
  const started = startSandbox(options, stopping.signal);
  running = { stopping, started };
  try {
    const { stop: _, ...sandbox } = await started;
    report({ started: sandbox });
  } catch (error) {
    report({ failed: readMessage(error) });
  }
}

async function stop(): Promise<void> {
  running?.stopping.abort(new Error('the sandbox was stopped while it started'));
  try {
    const sandbox = await running?.started.catch(() => undefined);
    await sandbox?.stop();
    report('stopped');
  } catch (error) {
    report({ failed: readMessage(error) });
  } finally {
    running = undefined;
  }
}

function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}

function readMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
