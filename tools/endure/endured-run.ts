// One run of the suite on its own sandbox, and its problems when it is not accepted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { verdictFileSchema } from '../../support/verdict';

const repository = path.resolve(__dirname, '../..');
/** A run that takes longer is hanging, and is ended. */
const longestRunMs = 15 * 60_000;

export interface EnduredRun {
  readonly accepted: boolean;
  /** Null where the run was ended because it hung. */
  readonly exitCode: number | null;
  readonly durationMs: number;
  /** The result of the run, on one line. */
  readonly summary: string;
  /** Every scenario that was not accepted, with the beginning of its reason. */
  readonly problems: readonly string[];
}

interface RunOptions {
  /** An empty folder for the reports. */
  readonly folder: string;
  readonly tags: string;
  /** The folder that keeps the reports and the terminal output of a run that was not accepted. */
  readonly keptIn: string;
}

/** Waits for the end of the run, whatever its result. */
export async function runOnce({ folder, tags, keptIn }: RunOptions): Promise<EnduredRun> {
  const start = performance.now();
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [path.join(repository, 'support/run/acceptance.js'), '--tags', tags], {
    cwd: repository,
    env: { PATH, HOME, FOCUS_REPORTS: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestRunMs,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const { exitCode } = child;
  const durationMs = performance.now() - start;
  const { counts, problems } = readVerdict(folder);
  const accepted = exitCode === 0 && problems.length === 0 && counts !== undefined;
  if (!accepted) keep(folder, keptIn, `${stdout}\n${stderr}`);
  return { accepted, exitCode, durationMs, summary: counts ?? readLastLine(stderr), problems };
}

function readVerdict(folder: string): { readonly counts?: string; readonly problems: readonly string[] } {
  const file = path.join(folder, 'verdict.json');
  if (!existsSync(file)) return { problems: ['it wrote no verdict'] };
  const { scenarios, problems } = verdictFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const acceptable = ['accepted', 'notApplicable'];
  const refused = scenarios.filter(({ outcome }) => !acceptable.includes(outcome));
  return {
    counts: `${scenarios.length - refused.length} of ${scenarios.length} scenarios`,
    problems: [
      ...problems,
      ...refused.map(({ title, outcome, reason }) => `${outcome}: ${title}: ${reason.slice(0, 600)}`),
    ],
  };
}

function keep(folder: string, keptIn: string, terminal: string): void {
  mkdirSync(keptIn, { recursive: true });
  cpSync(folder, keptIn, { recursive: true });
  writeFileSync(path.join(keptIn, 'terminal.txt'), terminal);
}

function readLastLine(stderr: string): string {
  return stderr.trimEnd().split('\n').at(-1) ?? '';
}
