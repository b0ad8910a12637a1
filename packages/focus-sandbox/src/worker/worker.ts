// Runs sandboxes in a thread of their own, so that their work does not delay the suite's own.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkFaultNames } from '../catalogue/fault-files';
import { makeSandboxDirectory, type Sandbox, type SandboxOptions } from '../sandbox-contract';

/** What the parent sends to the thread. `end` follows a sandbox that has stopped, or none. */
export type ThreadTask = { readonly start: SandboxOptions } | 'stop' | 'end';

/** What the thread reports to its parent: one answer to each `start` and `stop`. */
export type ThreadReport = { readonly started: Omit<Sandbox, 'stop'> } | { readonly failed: string } | 'stopped';

const stopDeadlineMs = 10_000;

/**
 * A thread that starts one sandbox after the other. It loads the code of the sandbox at once, dies with the process, and keeps the
 * process alive only while a sandbox starts or stops.
 */
export class SandboxThread {
  readonly #worker: Worker;
  #waiting: PromiseWithResolvers<ThreadReport> | undefined;
  #hasSandbox = false;
  #failure: Error | undefined;

  constructor() {
    this.#worker = new Worker(join(__dirname, 'thread.bundle.ts'), {
      execArgv: ['--require', require.resolve('ts-node-cache/register')],
    });
    this.#worker.on('message', (report: ThreadReport) => this.#waiting?.resolve(report));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the sandbox's thread ended with code ${code}`)));
    this.#worker.unref();
  }

  /** Whether another sandbox can be started: the thread has not ended. */
  get usable(): boolean {
    return this.#failure === undefined;
  }

  /**
   * As `startSandbox`; the sandbox before must have stopped. Its directory is removed even when the process ends without `stop`, which
   * never rejects: a thread whose sandbox has not stopped in time is terminated, with all its sockets.
   */
  async start(options: SandboxOptions = {}): Promise<Sandbox> {
    checkFaultNames(options.faults ?? []);
    const directory = makeSandboxDirectory();
    const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
    process.once('exit', removeDirectory);
    const stop = async () => {
      await this.#stop();
      removeDirectory();
      process.off('exit', removeDirectory);
    };
    try {
      const report = await this.#send({ start: { ...options, directory } });
      if (report === 'stopped' || 'failed' in report) throw new Error(report === 'stopped' ? report : report.failed);
      this.#hasSandbox = true;
      return { ...report.started, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Resolves when the thread has ended. Without a sandbox it ends at once. */
  async end(): Promise<void> {
    if (!this.usable) return;
    this.#worker.ref();
    const ended = once(this.#worker, 'exit');
    this.#worker.postMessage('end' satisfies ThreadTask);
    await this.#terminateUnless(ended);
  }

  async #stop(): Promise<void> {
    this.#hasSandbox = false;
    if (!this.usable) return;
    const report = await this.#terminateUnless(this.#send('stop').catch(() => undefined));
    if (report !== 'stopped') await this.#worker.terminate();
  }

  /** Terminates the thread when the promise has not resolved in time. */
  async #terminateUnless<T>(resolved: Promise<T>): Promise<T> {
    const deadline = setTimeout(() => void this.#worker.terminate(), stopDeadlineMs);
    try {
      return await resolved;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Resolves to the thread's answer. Rejects when the thread ends, or has ended. */
  async #send(task: ThreadTask): Promise<ThreadReport> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#waiting = Promise.withResolvers();
    this.#worker.ref();
    this.#worker.postMessage(task);
    try {
      return await this.#waiting.promise;
    } finally {
      this.#waiting = undefined;
      this.#worker.unref();
    }
  }

  /** An error that nobody waits for is one of the process, unless there is no sandbox: the next start reports it then. */
  #fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
    if (this.#waiting !== undefined || !this.#hasSandbox) return;
    this.#hasSandbox = false;
    throw error;
  }
}

/** As `startSandbox`, in a thread that ends with the sandbox. */
export async function startSandboxInWorker(options: SandboxOptions = {}, thread?: SandboxThread): Promise<Sandbox> {
  checkFaultNames(options.faults ?? []);
  const used = thread ?? new SandboxThread();
  try {
    const sandbox = await used.start(options);
    const stop = async () => {
      await sandbox.stop();
      await used.end();
    };
    return { ...sandbox, stop };
  } catch (error) {
    await used.end();
    throw error;
  }
}
