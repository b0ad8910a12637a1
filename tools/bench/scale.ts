// What many jobs at once cost the sandbox: the sandbox itself must never limit a measured capacity.

import { bringAlive, type LiveJobs } from './live-jobs';
import { readMonotonicMs } from './monotonic-clock';
import { withSandboxFor } from './sandbox-for-jobs';
import type { SandboxUse } from './scale-messages';

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

/** Starts a sandbox in a process of its own, runs this number of jobs in it at once, and removes them. */
export async function measureScale(jobs: number): Promise<ScaleFigures> {
  return withSandboxFor(jobs, async (server, use) => {
    const before = await use();
    const live = await bringAlive(server, jobs);
    const alive = await use();
    const removedMs = await timeRemoval(live);
    const removed = await use();
    return { jobs, ...live.times, removedMs, ...computeCosts(jobs, before, alive, removed) };
  });
}

function computeCosts(jobs: number, before: SandboxUse, alive: SandboxUse, removed: SandboxUse) {
  return {
    cpuMsPerJob: (alive.cpuMs - before.cpuMs) / jobs,
    threadCpuMsPerJob: (alive.threadCpuMs - before.threadCpuMs) / jobs,
    removalCpuMsPerJob: (removed.cpuMs - alive.cpuMs) / jobs,
    peakMemoryBytes: removed.peakMemoryBytes,
    openFilesPerJob: (alive.openFiles - before.openFiles) / jobs,
  };
}

async function timeRemoval(live: LiveJobs): Promise<number> {
  const startMs = readMonotonicMs();
  await live.remove();
  return readMonotonicMs() - startMs;
}
