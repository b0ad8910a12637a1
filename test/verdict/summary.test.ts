// The verdict on a terminal and in reports/verdict.json.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  type ObservedScenario,
  renderSummary,
  renderVerdictFile,
  type ScenarioVerdict,
  type Verdict,
  verdictFileSchema,
} from '../../support/verdict';

const scenario: ObservedScenario = {
  pickleId: '1',
  uri: 'features/a.feature',
  line: 3,
  feature: 'A',
  name: 'Something holds',
  row: {},
  tags: ['@id:a'],
  attempts: 1,
  durationMs: 10.4,
  steps: 2,
  finished: true,
  begun: true,
  skipped: false,
  failures: [],
  notes: [],
};
const accepted: ScenarioVerdict = {
  scenario,
  title: 'Something holds',
  outcome: 'accepted',
  reason: '',
  weakened: [],
};
const notMet: ScenarioVerdict = { ...accepted, outcome: 'notMet', reason: 'expected 2\nwas 3' };
const gap = { key: 'PZ-1', scenario: '@id:a', until: '2026-12-31', reason: 'later' };
const knownGap: ScenarioVerdict = { ...accepted, outcome: 'knownGap', reason: 'PZ-1', gap };

test('an accepted run is two lines', () => {
  expect(renderSummary(verdictOn([accepted]), false)).to.deep.equal([
    '',
    '1 scenario: 1 accepted',
    'dev: accepted: every checked requirement holds, or is a known gap (exit code 0)',
  ]);
});

test('every scenario that is not accepted is listed with its reason and line', () => {
  const verdict = { ...verdictOn([accepted, knownGap, notMet]), exit: 'notMet', exitCode: 1 } as const;
  expect(renderSummary(verdict, false)).to.deep.equal([
    '',
    'known gap: Something holds',
    '  PZ-1',
    '  features/a.feature:3',
    '',
    'not met: Something holds',
    '  expected 2',
    '  was 3',
    '  features/a.feature:3',
    '',
    '3 scenarios: 1 accepted, 1 known gap, 1 not met',
    'dev: a requirement is not met (exit code 1)',
  ]);
});

test('a long reason is cut, with a reference to the report', () => {
  const reason = Array.from({ length: 15 }, (_, index) => `line ${index + 1}`).join('\n');
  const lines = renderSummary(verdictOn([{ ...notMet, reason }]), false);
  expect(lines).to.include('  line 12').and.to.include('  … 3 more lines in the report');
  expect(lines).not.to.include('  line 13');
});

test('problems of the run are listed', () => {
  const lines = renderSummary({ ...verdictOn([accepted]), problems: ['a.feature is not valid'] }, false);
  expect(lines).to.include('the run failed').and.to.include('  a.feature is not valid');
});

test('an interrupted run lists the scenarios that were cut off, and counts those that were not started', () => {
  const cutOff: ScenarioVerdict = { ...accepted, outcome: 'interrupted', reason: 'was cut off' };
  const notBegun: ScenarioVerdict = { ...cutOff, scenario: { ...scenario, skipped: true }, reason: 'was not begun' };
  const verdict = { ...verdictOn([accepted, cutOff, notBegun]), interrupted: true, exit: 'unusable' } as const;
  expect(renderSummary(verdict, false)).to.deep.equal([
    '',
    'interrupted: Something holds',
    '  was cut off',
    '  features/a.feature:3',
    '',
    '3 scenarios: 1 accepted, 2 interrupted',
    'dev: interrupted before its end, so nothing is accepted',
  ]);
  expect(renderSummary({ ...verdict, exit: 'notMet' }, false).at(-1)).to.equal(
    'dev: interrupted before its end; so far a requirement is not met',
  );
});

test('only terminals get colors', () => {
  const red = '\u001b[';
  expect(renderSummary(verdictOn([notMet]), false).join('')).not.to.contain(red);
  expect(renderSummary(verdictOn([notMet]), true).join('')).to.contain(`${red}31mnot met`);
});

test('verdict.json matches its schema', () => {
  const file = verdictFileSchema.parse(JSON.parse(renderVerdictFile(verdictOn([accepted, knownGap]))));
  expect(file.counts).to.include({ accepted: 1, knownGap: 1, notMet: 0 });
  expect(file.scenarios[1]).to.deep.equal({
    title: 'Something holds',
    feature: 'A',
    place: 'features/a.feature:3',
    tags: ['@id:a'],
    row: {},
    outcome: 'knownGap',
    reason: 'PZ-1',
    attempts: 1,
    durationMs: 10,
    knownGap: { key: 'PZ-1', until: '2026-12-31' },
  });
});

function verdictOn(scenarios: readonly ScenarioVerdict[]): Verdict {
  return {
    environment: 'dev',
    scenarios,
    problems: [],
    leftovers: [],
    interrupted: false,
    exit: 'accepted',
    exitCode: 0,
  };
}
