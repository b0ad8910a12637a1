// Which part of a run's wall time is spent in steps, where the suite waits for the system under test, and which part is not.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Envelope, parseEnvelope, TimeConversion } from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { sum } from 'simple-statistics';
import { findProjectFolder, timeCucumber } from './command';

export interface RunShare {
  readonly wallMs: number;
  /** Steps: what they wait for is the system under test. */
  readonly stepsMs: number;
  /** Before and After: opening a scenario, cancelling its jobs and verifying that they are gone. */
  readonly hooksMs: number;
}

/** One serial run of the orchestration features on the sandbox. */
export async function measureRunShare(): Promise<RunShare> {
  const reports = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const wallMs = await timeCucumber(findProjectFolder(), ['features/orchestration'], { FOCUS_REPORTS: reports });
    const lines = readFileSync(path.join(reports, 'messages.ndjson'), 'utf8').trimEnd().split('\n');
    return { wallMs, ...sumStepTimes(lines.map(parseEnvelope)) };
  } finally {
    rmSync(reports, { recursive: true });
  }
}

function sumStepTimes(envelopes: readonly Envelope[]): Omit<RunShare, 'wallMs'> {
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const finished = query.findAllTestStepFinished().map((step) => ({
    durationMs: TimeConversion.durationToMilliseconds(step.testStepResult.duration),
    isHook: query.findTestStepBy(step)?.hookId !== undefined,
  }));
  const total = (hooks: boolean) =>
    sum(finished.filter(({ isHook }) => isHook === hooks).map(({ durationMs }) => durationMs));
  return { stepsMs: total(false), hooksMs: total(true) };
}
