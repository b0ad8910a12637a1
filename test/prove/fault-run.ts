// One run of the real command line against a sandbox with one fault, in a folder of reports of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { type VerdictFile, verdictFileSchema } from '../../support/verdict/verdict-file';
import type { FaultRun, Reaction } from './proof';

const repository = path.resolve(__dirname, '../..');
/** Longer than the slowest scenario may take to give up, times those that one run has. */
const hangMs = 10 * 60_000;

/** Runs the scenarios with these `@id` tags under the fault. Never rejects because of what the run did: that is the finding. */
export async function runUnderFault(fault: string, ids: readonly string[]): Promise<FaultRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'proof-'));
  const startedAt = performance.now();
  try {
    const { exitCode, output } = await runAcceptance(['--tags', ids.join(' or ')], {
      SANDBOX_FAULTS: fault,
      FOCUS_REPORTS: folder,
    });
    const durationMs = Math.round(performance.now() - startedAt);
    if (exitCode !== 0 && exitCode !== 1) {
      return { fault, reactions: {}, messages: {}, durationMs, broken: brokenBecause(exitCode, output) };
    }
    const verdict = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
    return { fault, ...reactionsOf(verdict, ids), durationMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAcceptance(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  const command = path.join(repository, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
  const child = spawn(process.execPath, [command, ...args], {
    cwd: repository,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: hangMs,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, output: `${stdout}${stderr}` };
}

function brokenBecause(exitCode: number | null, output: string): string {
  const lastLines = output.trimEnd().split('\n').slice(-3).join(' / ');
  return exitCode === null
    ? `it did not end within ${hangMs / 60_000} minutes; last lines: ${lastLines}`
    : `it ended with exit code ${exitCode}; last lines: ${lastLines}`;
}

function reactionsOf(verdict: VerdictFile, ids: readonly string[]): Pick<FaultRun, 'reactions' | 'messages'> {
  const reactions: Record<string, Reaction> = {};
  const messages: Record<string, string> = {};
  for (const { tags, outcome, reason } of verdict.scenarios) {
    const id = tags.find((tag) => ids.includes(tag));
    if (id === undefined) continue;
    const red = outcome === 'notMet' || outcome === 'gapGone' || outcome === 'flaky';
    if (red) messages[id] ??= reason.split('\n')[0] ?? '';
    reactions[id] = red ? 'red' : (reactions[id] ?? (outcome === 'accepted' ? 'green' : 'not run'));
  }
  return { reactions, messages };
}
