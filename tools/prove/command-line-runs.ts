// Acceptance runs by the real command line: each is a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type AcceptanceRuns, type AcceptanceTask, type EndedRun, hangMs } from './fault-run';
import { createChildEnvironment, repository } from './run-environment';

const command = path.join(repository, 'node_modules/@cucumber/cucumber/bin/cucumber.js');

export class CommandLineRuns implements AcceptanceRuns {
  readonly #children = new Set<ChildProcess>();
  readonly #signal: AbortSignal;

  /** When the signal aborts, the runs are ended. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async accept({ fault, ids, folder, reports }: AcceptanceTask): Promise<EndedRun> {
    const child = spawn(process.execPath, [command, '--tags', ids.join(' or ')], {
      cwd: repository,
      env: createChildEnvironment({ SANDBOX_FAULTS: fault, FOCUS_REPORTS: reports, TMPDIR: folder }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: hangMs,
      killSignal: 'SIGKILL',
    });
    const kill = () => child.kill('SIGKILL');
    this.#signal.addEventListener('abort', kill, { once: true });
    this.#children.add(child);
    try {
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      return { exitCode: child.exitCode, output: `${stdout}${stderr}` };
    } finally {
      this.#children.delete(child);
      this.#signal.removeEventListener('abort', kill);
    }
  }

  async end(): Promise<void> {
    const ends = [...this.#children].map((child) => once(child, 'close'));
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(ends);
  }
}
