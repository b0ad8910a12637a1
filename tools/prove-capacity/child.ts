// Processes of this proof: started with their own environment variables, ended by SIGTERM, and killed when that fails.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const repository = path.resolve(__dirname, '../..');

const endMs = 20_000;

interface NodeOptions {
  /** Environment variables of the process, in addition to PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the process when it aborts. */
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
  // The error reaches whoever waits for the process; without a listener it would end this program.
  child.on('error', () => undefined);
  return child;
}

/** Ends the process by SIGTERM; kills it when it has not ended after 20 s. */
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
