// Starts the process of null-server.ts for the time of a measurement.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

const started = z.object({ url: z.url() });

/** Runs the action with the address of a server that answers each job request after so long. */
export async function withNullServer<T>(delayMs: number, action: (url: string) => Promise<T>): Promise<T> {
  const file = path.join(__dirname, 'null-server.ts');
  const child = fork(file, [String(delayMs)], { execArgv: ['--require', 'ts-node-cache/register'] });
  try {
    const [message] = await once(child, 'message');
    return await action(started.parse(message).url);
  } finally {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}
