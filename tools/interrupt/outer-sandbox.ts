// A sandbox in a separate process, as `npm run sandbox` starts it: it keeps what an interrupted run leaves behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ledgerFile } from '../../support/jobs/event-log';

const repository = path.resolve(__dirname, '../..');
const startMs = 60_000;

const addressSchema = z.object({ focusServerUrl: z.string(), kubeconfig: z.string(), namespace: z.string() });

export interface OuterSandbox {
  readonly kubeconfig: string;
  readonly namespace: string;
  /** Environment variables of a run against it, including a separate folder for its reports. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder of the reports; `stop` removes it. */
  readonly reports: string;
  /** The file of the runs' ledger. */
  readonly ledger: string;
  stop(): Promise<void>;
}

/** @param settings profile settings that differ from those of the sandbox */
export async function startOuterSandbox(settings: Readonly<Record<string, unknown>> = {}): Promise<OuterSandbox> {
  const main = path.join(repository, 'packages/focus-sandbox/src/command/main.ts');
  const child = spawn(process.execPath, ['--require', 'ts-node-cache/register', main], {
    cwd: repository,
    env: ownVariables(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  const complaints = text(child.stderr);
  const ended = once(child, 'exit');
  const folder = mkdtempSync(path.join(tmpdir(), 'interruption-'));
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = setTimeout(() => child.kill('SIGKILL'), startMs);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { focusServerUrl, kubeconfig, namespace } = addressSchema.parse(JSON.parse(line));
      child.stdout.resume();
      const env = {
        ...ownVariables(),
        FOCUS_ENV: writeProfile(folder, settings),
        FOCUS_BASE_URL: focusServerUrl,
        FOCUS_NAMESPACE: namespace,
        FOCUS_REPORTS: folder,
        KUBECONFIG: kubeconfig,
      };
      return { kubeconfig, namespace, env, reports: folder, ledger: path.join(folder, ledgerFile), stop };
    }
    throw new Error(`The sandbox ended before it printed its address: ${await complaints}`);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}

/** Nobody would end a child that is still running after this process. */
export function endWithThisProcess(child: ChildProcess): void {
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** A profile for an environment that is already running, which allows everything that the sandbox allows. */
function writeProfile(folder: string, settings: Readonly<Record<string, unknown>>): string {
  const text = readFileSync(path.join(repository, 'support/environment/profiles/sandbox.yaml'), 'utf8');
  const file = path.join(folder, 'outer-sandbox.yaml');
  writeFileSync(file, stringify({ ...(parse(text) as object), ...settings, sandbox: false }));
  return file;
}

function ownVariables(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}
