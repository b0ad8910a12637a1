// A process that runs a sandbox for the benchmark of many jobs, and reports what it uses.
import { readdirSync } from 'node:fs';
import { startSandbox } from '../../packages/focus-sandbox/src/sandbox';
import type { Sandbox } from '../../packages/focus-sandbox/src/sandbox-contract';
import { toMessageChain } from '../../support/common/errors';
import type { FromSandbox, SandboxUse, ToSandbox } from './scale-messages';

let sandbox: Sandbox | undefined;

process.on('message', (message: ToSandbox) => void answer(message));
/** A benchmark that was interrupted leaves no sandbox behind. */
process.once('disconnect', () => void stop().finally(() => process.exit()));

async function answer(message: ToSandbox): Promise<void> {
  const given = await carryOut(message).catch(
    (error: unknown): FromSandbox => ({ type: 'failed', message: toMessageChain(error) }),
  );
  process.send?.(given);
  if (given.type === 'stopped') process.disconnect();
}

async function carryOut(message: ToSandbox): Promise<FromSandbox> {
  if (message.type === 'start') {
    sandbox = await startSandbox(message.options);
    const { focusServerUrl, kubeconfigPath, namespace } = sandbox;
    return { type: 'started', focusServerUrl, kubeconfigPath, namespace };
  }
  if (message.type === 'measure') return { type: 'measured', ...readUse() };
  await stop();
  return { type: 'stopped' };
}

async function stop(): Promise<void> {
  const running = sandbox;
  sandbox = undefined;
  await running?.stop();
}

function readUse(): SandboxUse {
  return {
    cpuMs: toMilliseconds(process.cpuUsage()),
    threadCpuMs: toMilliseconds(process.threadCpuUsage()),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    openFiles: openFiles(),
  };
}

function toMilliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** Counts none where the operating system does not show the open files of a process. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
