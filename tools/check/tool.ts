// Runs a tool of node_modules and returns its output.
import { execFile } from 'node:child_process';
import path from 'node:path';

const deadlineMs = 120_000;
const maxOutputBytes = 16 * 1024 * 1024;
const nodeModules = path.resolve(__dirname, '../../node_modules');

export interface ToolOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a tool of this project in `cwd`.
 * @param bin the tool's script, relative to node_modules
 * @throws Error when the tool cannot be started, or has not ended within two minutes
 */
export function runTool(cwd: string, bin: string, args: readonly string[]): Promise<ToolOutput> {
  const options = { cwd, timeout: deadlineMs, maxBuffer: maxOutputBytes };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [path.join(nodeModules, bin), ...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') return resolve({ exitCode, stdout, stderr });
      reject(new Error(`${bin} was ended before it was done: ${error?.message}`, { cause: error }));
    });
  });
}

/** The output of a tool that has found problems; empty when it has found none. */
export async function listProblems(cwd: string, bin: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runTool(cwd, bin, args);
  if (exitCode === 0) return '';
  return `${stdout}${stderr}`.trim() || `exit code ${exitCode}`;
}
