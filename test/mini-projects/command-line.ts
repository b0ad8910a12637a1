// Runs the real command line on a mini-project, with its own environment and its own folder of reports.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const repository = path.resolve(__dirname, '../..');
const deadlineMs = 60_000;

export interface Outcome {
  /** Null when the run had to be killed because it did not end in time. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  /** Folder of a mini-project; default: the suite itself. */
  readonly project?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Default `cucumber-js`. */
  readonly command?: keyof typeof commands;
}

const commands = {
  'cucumber-js': 'node_modules/@cucumber/cucumber/bin/cucumber.js',
  'npm run acceptance': 'support/run/acceptance.js',
} as const;

/** A folder for reports, removed after the test; `test` is the context of Node's test runner. */
export function reportsFolder(test: { after(action: () => void): void }): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mini-project-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs cucumber-js as a user does, with no variable of this machine but the PATH and the home folder. */
export async function runCucumber(run: Run): Promise<Outcome> {
  const child = startCucumber(run);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}

/** Starts cucumber-js without waiting for its end; it is killed when it takes longer than a minute. */
export function startCucumber({ project, env = {}, args = [], command = 'cucumber-js' }: Run) {
  const { PATH = '', HOME = '' } = process.env;
  const config = project === undefined ? 'cucumber.js' : path.join('test/mini-projects', project, 'cucumber.js');
  return spawn(process.execPath, [path.join(repository, commands[command]), '--config', config, ...args], {
    cwd: repository,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
  });
}
