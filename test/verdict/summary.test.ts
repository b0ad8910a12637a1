// The verdict as a person at a terminal and a machine read it.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  type ObservedScenario,
  type ScenarioVerdict,
  summaryLines,
  type Verdict,
  verdictFileSchema,
  verdictFileText,
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
  expect(summaryLines(verdictOf([accepted]), false)).to.deep.equal([
    '',
    '1 scenario: 1 accepted',
    'lab: accepted: every requirement that could be looked at was observed to hold, or is a known gap (exit code 0)',
  ]);
});

test('what is not plainly accepted is told with its reason and place', () => {
  const verdict = { ...verdictOf([accepted, knownGap, notMet]), exit: 'notMet', exitCode: 1 } as const;
  expect(summaryLines(verdict, false)).to.deep.equal([
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
    'lab: a requirement is not met (exit code 1)',
  ]);
});

test('a long reason is cut, and says where the rest is', () => {
  const reason = Array.from({ length: 15 }, (_, index) => `line ${index + 1}`).join('\n');
  const lines = summaryLines(verdictOf([{ ...notMet, reason }]), false);
  expect(lines).to.include('  line 12').and.to.include('  … 3 more lines in the report');
  expect(lines).not.to.include('  line 13');
});

test('problems of the run are told', () => {
  const lines = summaryLines({ ...verdictOf([accepted]), problems: ['a.feature is not valid'] }, false);
  expect(lines).to.include('the run failed').and.to.include('  a.feature is not valid');
});

test('an interrupted run lists what was cut off, and counts what was not begun', () => {
  const cutOff: ScenarioVerdict = { ...accepted, outcome: 'interrupted', reason: 'was cut off' };
  const notBegun: ScenarioVerdict = { ...cutOff, scenario: { ...scenario, skipped: true }, reason: 'was not begun' };
  const verdict = { ...verdictOf([accepted, cutOff, notBegun]), interrupted: true, exit: 'unusable' } as const;
  expect(summaryLines(verdict, false)).to.deep.equal([
    '',
    'interrupted: Something holds',
    '  was cut off',
    '  features/a.feature:3',
    '',
    '3 scenarios: 1 accepted, 2 interrupted',
    'lab: interrupted before its end, so nothing is accepted',
  ]);
  expect(summaryLines({ ...verdict, exit: 'notMet' }, false).at(-1)).to.equal(
    'lab: interrupted before its end; so far a requirement is not met',
  );
});

test('colours are for terminals alone', () => {
  const red = '\u001b[';
  expect(summaryLines(verdictOf([notMet]), false).join('')).not.to.contain(red);
  expect(summaryLines(verdictOf([notMet]), true).join('')).to.contain(`${red}31mnot met`);
});

test('the verdict for machines keeps to its schema', () => {
  const file = verdictFileSchema.parse(JSON.parse(verdictFileText(verdictOf([accepted, knownGap]))));
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

function verdictOf(scenarios: readonly ScenarioVerdict[]): Verdict {
  return { environment: 'lab', scenarios, problems: [], interrupted: false, exit: 'accepted', exitCode: 0 };
}
