// A sandbox in a process of its own, for benchmarks of many jobs.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { SandboxOptions } from '../../packages/focus-sandbox/src/sandbox-contract';
import type { FromSandbox, SandboxUse, ToSandbox } from './scale-messages';

export interface SandboxAddress {
  readonly focusServerUrl: string;
  readonly kubeconfigPath: string;
  readonly namespace: string;
}

/** The number of jobs that the default sandbox can run; for more it gets a larger node and more slots. */
const defaultJobs = 200;
const stopDeadlineMs = 30_000;

/** Runs the action with a sandbox that can run this number of jobs, then stops it; `use` measures what its process has used so far. */
export async function withSandboxFor<T>(
  jobs: number,
  action: (server: SandboxAddress, use: () => Promise<SandboxUse>) => Promise<T>,
): Promise<T> {
  const child = fork(path.join(__dirname, 'scale-sandbox.ts'), { execArgv: ['--require', 'ts-node-cache/register'] });
  try {
    const server = await request(child, { type: 'start', options: createOptions(jobs) }, 'started');
    return await action(server, () => request(child, { type: 'measure' }, 'measured'));
  } finally {
    await stop(child);
  }
}

function createOptions(jobs: number): SandboxOptions {
  if (jobs <= defaultJobs) return {};
  const [pods, shares] = [String(2 * jobs + 100), String(jobs + 100)];
  const allocatable = { cpu: '128', memory: '512Gi', pods, 'nvidia.com/gpu.shared': shares };
  const nodePorts = { first: 30_000, last: 39_999 };
  const cluster = { nodes: [{ name: 'large-node', allocatable }], nodePorts };
  return { cluster, standIn: { slots: jobs, lastNodePort: nodePorts.last } };
}

async function request<T extends FromSandbox['type']>(
  child: ChildProcess,
  message: ToSandbox,
  type: T,
): Promise<FromSandbox & { type: T }> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of the sandbox ended with ${code} before it answered "${message.type}"`);
  });
  ended.catch(() => undefined);
  child.send(message);
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [FromSandbox];
  if (answer.type === 'failed') throw new Error(`The sandbox failed to ${message.type}: ${answer.message}`);
  if (answer.type !== type) throw new Error(`The sandbox answered ${answer.type} instead of ${type}`);
  return answer as FromSandbox & { type: T };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const deadline = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
  child.send({ type: 'stop' } satisfies ToSandbox);
  await ended;
  clearTimeout(deadline);
}
