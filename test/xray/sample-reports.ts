// Reports of a run with chosen outcomes, written by the suite's own writers, for tests that need no run.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderVerdictFile, type ScenarioVerdict, type Verdict } from '../../support/verdict';
import type { CucumberStep } from '../../support/xray/results/read-reports';

export interface SampleScenario {
  readonly id: string;
  readonly outcome: ScenarioVerdict['outcome'];
  readonly reason?: string;
  readonly steps?: readonly CucumberStep[];
  /** Bytes of an attachment of its first step. */
  readonly evidenceBytes?: number;
  readonly tags?: readonly string[];
  readonly gap?: { readonly key: string; readonly until: string };
  /** Names of the rows, where it is an outline. */
  readonly line?: number;
}

const uri = 'features/sample.feature';

/** The feature file of the scenarios, with keys from `PZ-1` on if `keyed`. */
export function renderSampleFeature(scenarios: readonly Pick<SampleScenario, 'id' | 'tags'>[], keyed: boolean): string {
  const blocks = scenarios.map(({ id, tags = [] }, index) => {
    const key = keyed ? [`@TEST_PZ-${100 + index}`] : [];
    return `\n  ${[...key, `@id:${id}`, ...tags].join(' ')}\n  Scenario: The scenario ${id}\n    Then it holds\n`;
  });
  return `@REQ_PZ-1\nFeature: Samples\n${blocks.join('')}`;
}

/** Writes the four reports that `results` reads. */
export function writeSampleReports(folder: string, scenarios: readonly SampleScenario[], runId = 'run00001'): void {
  mkdirSync(path.join(folder, 'html'), { recursive: true });
  const judged = scenarios.map(createVerdict);
  const verdict: Verdict = {
    environment: 'test',
    scenarios: judged,
    problems: [],
    leftovers: [],
    interrupted: false,
    exit: 'notMet',
    exitCode: 1,
  };
  const feature = { uri, name: 'Samples', tags: [], elements: scenarios.map(createElement) };
  const run = {
    runId,
    environment: 'test',
    startedAt: '2026-11-28T00:00:00.000Z',
    software: '10.12.5',
    images: ['registry.example/focus-server:1.4.2'],
  };
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write('verdict.json', renderVerdictFile(verdict));
  write('cucumber.json', JSON.stringify([feature]));
  write('run.json', JSON.stringify(run));
  write('messages.ndjson', '{"meta":{}}\n{"testRunFinished":{"success":false}}\n');
  write('html/index.html', '<!doctype html><title>Report</title>');
}

function createVerdict(
  { id, outcome, reason = '', tags = [], gap, line }: SampleScenario,
  index: number,
): ScenarioVerdict {
  return {
    title: `The scenario ${id}`,
    outcome,
    reason,
    weakened: [],
    ...(gap && { gap: { ...gap, scenario: `@id:${id}`, reason: '' } }),
    scenario: {
      pickleId: String(index),
      uri,
      line: line ?? index + 1,
      feature: 'Samples',
      name: `The scenario ${id}`,
      row: {},
      tags: [`@id:${id}`, ...tags],
      attempts: outcome === 'flaky' ? 2 : 1,
      durationMs: 10,
      steps: 1,
      finished: true,
      begun: true,
      skipped: false,
      failures: [],
      notes: [],
    },
  };
}

function createElement(
  { id, outcome, steps, evidenceBytes = 0, tags = [], line }: SampleScenario,
  index: number,
): unknown {
  const status = outcome === 'accepted' ? 'passed' : 'failed';
  const embeddings =
    evidenceBytes === 0
      ? {}
      : { embeddings: [{ data: 'A'.repeat(evidenceBytes), mime_type: 'text/plain', name: 'Logs.txt' }] };
  const step = { keyword: 'Then ', name: 'it holds', line: index + 2, result: { status, duration: 1 }, ...embeddings };
  return {
    id: `samples;${id}`,
    keyword: 'Scenario',
    name: `The scenario ${id}`,
    line: line ?? index + 1,
    type: 'scenario',
    tags: [`@id:${id}`, ...tags].map((name) => ({ name, line: 1 })),
    steps: steps ?? [step],
  };
}
