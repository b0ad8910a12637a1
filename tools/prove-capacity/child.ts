// Processes of this proof: started with an environment of their own, ended in order, and killed when that fails.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const repository = path.resolve(__dirname, '../..');

const endMs = 20_000;

interface NodeOptions {
  /** The variables of the process, beside those that find programs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Asks the process to end. */
  readonly signal: AbortSignal;
}

/** Starts Node.js in the repository with these arguments. */
export function startNode(args: readonly string[], { env = {}, signal }: NodeOptions): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...args], {
    cwd: repository,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  // Whoever waits for the process is told; nobody else has to be.
  child.on('error', () => undefined);
  return child;
}

/** Asks the process to end; one that has not after 20 s is killed. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), endMs);
  try {
    await ended;
  } finally {
    clearTimeout(deadline);
  }
}
