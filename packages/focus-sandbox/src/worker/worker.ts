// Runs a sandbox in a worker thread, so that its work does not delay the suite's own.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkFaultNames } from '../catalogue/fault-files';
import { makeSandboxDirectory, type Sandbox, type SandboxOptions } from '../sandbox-contract';

/** What the thread reports to its parent. */
export type ThreadMessage = { readonly started: Omit<Sandbox, 'stop'> } | { readonly failed: string };

const stopDeadlineMs = 10_000;

/**
 * As `startSandbox`, in a thread of its own. The thread dies with the process, and its directory is removed even when the
 * process ends without `stop`.
 */
export async function startSandboxInWorker(options: SandboxOptions = {}): Promise<Sandbox> {
  checkFaultNames(options.faults ?? []);
  const directory = makeSandboxDirectory();
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', removeDirectory);
  const worker = new Worker(join(__dirname, 'thread.bundle.ts'), {
    execArgv: ['--require', require.resolve('ts-node-cache/register')],
    workerData: { ...options, directory } satisfies SandboxOptions,
  });
  const stop = async () => {
    try {
      await stopWorker(worker);
    } finally {
      removeDirectory();
      process.off('exit', removeDirectory);
    }
  };
  try {
    const sandbox = await waitUntilStarted(worker);
    worker.unref();
    return { ...sandbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitUntilStarted(worker: Worker): Promise<Omit<Sandbox, 'stop'>> {
  const exited = once(worker, 'exit').then(([code]) => ({ failed: `the sandbox's thread ended with code ${code}` }));
  const message = await Promise.race([readFirstMessage(worker), exited]);
  if ('started' in message) {
    return message.started;
  }
  throw new Error(message.failed);
}

/** An uncaught error of the thread rejects. */
async function readFirstMessage(worker: Worker): Promise<ThreadMessage> {
  const [message] = (await once(worker, 'message')) as [ThreadMessage];
  return message;
}

/** Lets the thread end its sandbox in order; a thread that has not ended in time is terminated, with all its sockets. */
async function stopWorker(worker: Worker): Promise<void> {
  worker.ref();
  const ended = once(worker, 'exit');
  worker.postMessage('stop');
  const deadline = setTimeout(() => void worker.terminate(), stopDeadlineMs);
  try {
    await ended;
  } finally {
    clearTimeout(deadline);
  }
}
