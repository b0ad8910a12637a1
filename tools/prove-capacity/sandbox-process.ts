// A sandbox in a separate process, as `npm run sandbox` starts it.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { endChild, startNode } from './child';

const addressSchema = z.object({ focusServerUrl: z.string(), kubeconfig: z.string(), namespace: z.string() });

export interface SandboxProcess extends z.infer<typeof addressSchema> {
  stop(): Promise<void>;
}

const startMs = 90_000;

/** Resolves once the sandbox is up. Throws with the sandbox's own output when it ends before, or takes longer than 90 s. */
export async function startSandboxProcess(faults: readonly string[], signal: AbortSignal): Promise<SandboxProcess> {
  const flags = faults.flatMap((name) => ['--fault', `capacity:${name}`]);
  const child = startNode(['-r', 'ts-node-cache/register', 'packages/focus-sandbox/src/command/main.ts', ...flags], {
    signal,
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the sandbox was started without pipes');
  const complaint = text(stderr);
  try {
    const lines = createInterface({ input: stdout });
    const [line]: unknown[] = await Promise.race([
      once(lines, 'line', { signal: AbortSignal.timeout(startMs) }),
      once(child, 'exit').then(() => [undefined]),
    ]);
    if (typeof line !== 'string') throw new Error(`the sandbox ended before it was up: ${await complaint}`);
    return { ...addressSchema.parse(JSON.parse(line)), stop: () => endChild(child) };
  } catch (error) {
    await endChild(child);
    throw error;
  }
}
