// What jobs leave behind in the verdict on a run, on a terminal, in verdict.json and in the reports made of scenarios.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { writeTexts } from '../../support/reporting';
import { judge, type RunLeftover, RunObserver, renderSummary, renderVerdictFile } from '../../support/verdict';

const environment = { name: 'dev', sandbox: false, knownGaps: [], capacity: { enforcement: 'required' } } as const;
const text = `job 1-7: 35 s after it was cancelled these objects of it were still there:
  - Service grpc-service-1-7 (NodePort 30001)`;
const late: RunLeftover = { scenario: 'A job is created', text, late: true };
const unfinished: RunLeftover = { ...late, late: false };

test('a job that was not removed in time keeps the run from being accepted', () => {
  expect(verdictWith([late])).to.include({ exit: 'notMet', exitCode: 1 });
});

test('a job whose removal was cut off by an interruption is not held against the product', () => {
  expect(verdictWith([unfinished])).to.include({ exit: 'misconfigured', exitCode: 2 });
});

test('the terminal names the scenario and lists what was left', () => {
  expect(renderSummary(verdictWith([late, unfinished]), false)).to.deep.equal([
    '',
    'left behind: by "A job is created"',
    '  job 1-7: 35 s after it was cancelled these objects of it were still there:',
    '    - Service grpc-service-1-7 (NodePort 30001)',
    '',
    'perhaps left behind: by "A job is created"',
    '  job 1-7: 35 s after it was cancelled these objects of it were still there:',
    '    - Service grpc-service-1-7 (NodePort 30001)',
    '',
    '0 scenarios',
    'dev: a requirement is not met (exit code 1)',
  ]);
});

test('verdict.json lists what was left, with its scenario', () => {
  const file: unknown = JSON.parse(renderVerdictFile(verdictWith([late])));
  expect(file).to.have.deep.property('leftovers', [{ scenario: 'A job is created', text, late: true }]);
});

test('the reports made of scenarios have a failed one for each job that was not removed in time', (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leftovers-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeTexts({ folder, envelopes: [], verdict: verdictWith([late, unfinished]) });
  const junit = readFileSync(path.join(folder, 'junit.xml'), 'utf8');
  expect(junit).to.match(/<testsuite name="Focus Server acceptance" [^>]*tests="1"[^>]* failures="1"/);
  expect(junit).to.contain(`Left behind by "A job is created": ${text}`);
});

function verdictWith(leftovers: readonly RunLeftover[]) {
  return judge(new RunObserver(), environment, '2026-11-22', { leftovers });
}
