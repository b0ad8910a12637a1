// Processes that keep the processor busy, as another build on the same machine would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// Each ends by itself when its parent is gone.
const program = `
  process.once('disconnect', () => process.exit());
  const compute = () => { for (let i = 0, x = 1; i < 1e7; i += 1) x = Math.sqrt(x + i); setImmediate(compute); };
  compute();
`;

export interface Load {
  /** Resolves when all its processes have ended. */
  stop(): Promise<void>;
}

/** Starts this number of processes, each of which uses as much of one core as it can get. */
export function startLoad(processes: number): Load {
  const children = Array.from({ length: processes }, () =>
    spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  return {
    stop: async () => {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          child.kill();
          await once(child, 'exit');
        }),
      );
    },
  };
}
