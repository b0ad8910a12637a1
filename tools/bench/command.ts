// Runs Cucumber's command line as a user does, and measures the whole process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { readMonotonicMs } from './monotonic-clock';

const root = path.resolve(__dirname, '../..');
const cucumber = path.join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
const deadlineMs = 120_000;

/**
 * Wall time of one run, in milliseconds, from starting the process to its end.
 * @throws Error with the end of its output when the exit code is not 0
 */
export async function timeCucumber(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const startMs = readMonotonicMs();
  const child = spawn(process.execPath, [cucumber, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadlineMs,
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const [exitCode] = await once(child, 'close');
  if (exitCode === 0) return readMonotonicMs() - startMs;
  throw new Error(`cucumber-js ${args.join(' ')} ended with ${exitCode}:\n${output.join('').slice(-2_000)}`);
}

/** The project itself. */
export function findProjectFolder(): string {
  return root;
}
