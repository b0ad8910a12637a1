// What many jobs at once cost the sandbox, so that it is never what limits a measured capacity.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { SandboxOptions } from '../../support/sandbox/sandbox-contract';
import { monotonicMs } from './clock';
import { bringAlive, type LiveJobs } from './live-jobs';
import type { FromSandbox, SandboxUse, ToSandbox } from './scale-messages';

/** The default sandbox bears so many jobs; for more it is given a larger node and more slots. */
const defaultJobs = 200;
const stopDeadlineMs = 30_000;

export interface ScaleFigures {
  readonly jobs: number;
  /** From the first request until the last job was alive: accepted, its pod Ready, its port a gRPC server. */
  readonly aliveMs: number;
  /** From the first request until the last was answered. */
  readonly acceptedMs: number;
  /** CPU time of the sandbox's process for one job, from the first request until all were alive; and of its main thread alone. */
  readonly cpuMsPerJob: number;
  readonly threadCpuMsPerJob: number;
  /** The same for the removal of one job, from the first cancel until the last pod was gone. */
  readonly removalCpuMsPerJob: number;
  readonly removedMs: number;
  readonly peakMemoryBytes: number;
  readonly openFilesPerJob: number;
}

/** Starts a sandbox in a process of its own, has it run so many jobs at once, and removes them. */
export async function measureScale(jobs: number): Promise<ScaleFigures> {
  const child = fork(path.join(__dirname, 'scale-sandbox.ts'), { execArgv: ['--require', 'ts-node/register'] });
  try {
    const started = await ask(child, { type: 'start', options: optionsFor(jobs) }, 'started');
    const before = await ask(child, { type: 'measure' }, 'measured');
    const live = await bringAlive(started, jobs);
    const alive = await ask(child, { type: 'measure' }, 'measured');
    const removedMs = await timeRemoval(live);
    const removed = await ask(child, { type: 'measure' }, 'measured');
    return { jobs, ...live.times, removedMs, ...costs(jobs, before, alive, removed) };
  } finally {
    await stop(child);
  }
}

function optionsFor(jobs: number): SandboxOptions {
  if (jobs <= defaultJobs) return {};
  const [pods, shares] = [String(2 * jobs + 100), String(jobs + 100)];
  const allocatable = { cpu: '128', memory: '512Gi', pods, 'nvidia.com/gpu.shared': shares };
  return { cluster: { nodes: [{ name: 'large-node', allocatable }] }, standIn: { slots: jobs } };
}

function costs(jobs: number, before: SandboxUse, alive: SandboxUse, removed: SandboxUse) {
  return {
    cpuMsPerJob: (alive.cpuMs - before.cpuMs) / jobs,
    threadCpuMsPerJob: (alive.threadCpuMs - before.threadCpuMs) / jobs,
    removalCpuMsPerJob: (removed.cpuMs - alive.cpuMs) / jobs,
    peakMemoryBytes: removed.peakMemoryBytes,
    openFilesPerJob: (alive.openFiles - before.openFiles) / jobs,
  };
}

async function timeRemoval(live: LiveJobs): Promise<number> {
  const startMs = monotonicMs();
  await live.remove();
  return monotonicMs() - startMs;
}

async function ask<T extends FromSandbox['type']>(
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
