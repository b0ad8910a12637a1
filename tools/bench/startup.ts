// What a run costs before and after its steps: a run of one step that does nothing, with cucumber-js alone and with the suite and its sandbox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from 'simple-statistics';
import { findProjectFolder, timeCucumber } from './command';

const rounds = 5;
const bareFolder = path.join(__dirname, 'trivial');

export interface StartUp {
  /** Medians of the wall time of whole runs, in milliseconds. */
  readonly bareMs: number;
  readonly suiteMs: number;
}

/** Runs the two in turn, so that a busy moment of the machine affects both. */
export async function measureStartUp(): Promise<StartUp> {
  const bare: number[] = [];
  const suite: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await timeCucumber(bareFolder, ['--require', 'nothing.js']));
    suite.push(await timeSuite());
  }
  return { bareMs: median(bare), suiteMs: median(suite) };
}

async function timeSuite(): Promise<number> {
  const reports = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const args = ['--require', 'tools/bench/trivial/nothing.js', 'tools/bench/trivial/features/trivial.feature'];
    return await timeCucumber(findProjectFolder(), args, { FOCUS_REPORTS: reports });
  } finally {
    rmSync(reports, { recursive: true });
  }
}
