// Runs a tool of node_modules and hands back what it found.
import { execFile } from 'node:child_process';
import path from 'node:path';

const deadlineMs = 120_000;
const maxOutputBytes = 16 * 1024 * 1024;

/**
 * The output of a tool that found something wrong; empty when it is content.
 * @param bin the tool's script, relative to node_modules
 * @throws Error when the tool cannot be started, or has not ended within two minutes
 */
export function runTool(cwd: string, bin: string, args: readonly string[]): Promise<string> {
  const script = path.join(cwd, 'node_modules', bin);
  const options = { cwd, timeout: deadlineMs, maxBuffer: maxOutputBytes };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      if (error === null) return resolve('');
      if (typeof error.code === 'number') return resolve(`${stdout}${stderr}`.trim() || `exit code ${error.code}`);
      reject(new Error(`${bin} did not end by itself: ${error.message}`, { cause: error }));
    });
  });
}
