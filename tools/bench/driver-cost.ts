// What the suite itself uses for each job of a capacity run.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { DriverTask, DriverUse, FromDriver } from './driver-messages';
import { withSandboxFor } from './sandbox-for-jobs';

/** Runs the driver against a sandbox, each in a process of its own. @throws Error when not all jobs were alive at once */
export async function measureDriverCost(jobs: number): Promise<DriverUse> {
  return withSandboxFor(jobs, async (server) => {
    const child = fork(path.join(__dirname, 'driver-process.ts'), {
      execArgv: ['--require', 'ts-node-cache/register'],
    });
    const ended = once(child, 'exit');
    child.send({ server, jobs } satisfies DriverTask);
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [FromDriver | number | null];
    await ended;
    if (answer === null || typeof answer === 'number') throw new Error(`The driver's process ended with ${answer}`);
    if ('failed' in answer) throw new Error(`The driver failed: ${answer.failed}`);
    if (answer.alive < jobs) throw new Error(`Only ${answer.alive} of ${jobs} jobs were alive at once`);
    return answer;
  });
}
