// Runs a command to its end and measures it from outside: wall time, and what its Node.js processes used.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { max, sum } from 'simple-statistics';
import { z } from 'zod';
import { readMonotonicMs } from '../monotonic-clock';

interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
}

export interface MeasuredRun {
  readonly exitCode: number | null;
  /** Standard output and standard error. */
  readonly output: string;
  readonly wallMs: number;
  /** CPU time of all Node.js processes of the command. */
  readonly cpuMs: number;
  /** Of the process that used most. */
  readonly peakMemoryBytes: number;
}

const usageSchema = z.object({ cpuMs: z.number(), peakMemoryBytes: z.number() });
const usagePreload = path.join(__dirname, 'usage-at-exit.js');
const defaultDeadlineMs = 1_800_000;

/** Resolves whatever the exit code is. @throws Error when the command cannot be started */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env = {}, deadlineMs = defaultDeadlineMs }: CommandOptions,
): Promise<MeasuredRun> {
  const usageFolder = mkdtempSync(path.join(tmpdir(), 'bench-usage-'));
  try {
    const startMs = readMonotonicMs();
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env, BENCH_USAGE: usageFolder, NODE_OPTIONS: `--require ${usagePreload}` },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: deadlineMs,
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
    const [exitCode] = await once(child, 'close');
    const wallMs = readMonotonicMs() - startMs;
    return { exitCode, output: output.join(''), wallMs, ...readUsage(usageFolder) };
  } finally {
    rmSync(usageFolder, { recursive: true });
  }
}

/** The same for a command that must succeed. @throws Error with the end of its output when it does not */
export async function measureCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<MeasuredRun> {
  const run = await runCommand(command, args, options);
  if (run.exitCode === 0) return run;
  const end = run.output.slice(-2_000);
  throw new Error(`${path.basename(command)} ${args.join(' ')} in ${options.cwd} ended with ${run.exitCode}:\n${end}`);
}

function readUsage(folder: string): Pick<MeasuredRun, 'cpuMs' | 'peakMemoryBytes'> {
  const usages = readdirSync(folder).map((file) =>
    usageSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))),
  );
  if (usages.length === 0) return { cpuMs: Number.NaN, peakMemoryBytes: Number.NaN };
  return {
    cpuMs: sum(usages.map(({ cpuMs }) => cpuMs)),
    peakMemoryBytes: max(usages.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  };
}
