// The sandbox of a checkout, started by its own command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Checkout } from './checkout';

const addressSchema = z.object({ focusServerUrl: z.url(), kubeconfig: z.string(), namespace: z.string() });

export type SandboxAddress = z.infer<typeof addressSchema>;

/** Runs the action while the sandbox is up, and ends the sandbox. @throws Error when it does not start */
export async function withSandbox<T>(
  { folder }: Checkout,
  action: (sandbox: SandboxAddress) => Promise<T>,
): Promise<T> {
  const child = spawn('npm', ['run', '--silent', 'sandbox'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([once(lines, 'line'), ended.then(reportFailedStart)]);
    return await action(addressSchema.parse(JSON.parse(String(line))));
  } finally {
    // To npm alone, which passes it on: a second signal would end the sandbox before it has removed its folder.
    child.kill('SIGTERM');
    await ended;
  }
}

function reportFailedStart([exitCode]: unknown[]): never {
  throw new Error(`\`npm run sandbox\` ended with ${exitCode} before it was up`);
}
