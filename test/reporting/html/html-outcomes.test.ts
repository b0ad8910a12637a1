// The outcome of each scenario in the JSON of the HTML report.
import { test } from 'node:test';
import { expect } from 'chai';
import { addOutcomes } from '../../../support/reporting/html/html-outcomes';
import type { Outcome, ScenarioVerdict } from '../../../support/verdict';

test('the outcome of a scenario that is not accepted is shown before its description', () => {
  const elements = [{ line: 3, description: '  Why.' }, { line: 7, description: 'Why not.' }, { line: 9 }];
  const json = JSON.stringify([{ uri: 'a.feature', elements }]);
  const verdicts = [verdictOn(3, 'flaky', 'passed only at attempt 2\nsecond line'), verdictOn(7, 'accepted', '')];
  const [feature] = JSON.parse(addOutcomes(json, verdicts));
  expect(feature.elements.map(({ description }: { description: string }) => description)).to.deep.equal([
    'flaky: passed only at attempt 2\nWhy.',
    'Why not.',
    '',
  ]);
});

function verdictOn(line: number, outcome: Outcome, reason: string): ScenarioVerdict {
  const scenario = {
    pickleId: String(line),
    uri: 'a.feature',
    line,
    feature: 'A',
    name: 'Something holds',
    row: {},
    tags: [],
    attempts: 1,
    durationMs: 1,
    steps: 1,
    finished: true,
    begun: true,
    skipped: false,
    failures: [],
    notes: [],
  };
  return { scenario, title: scenario.name, outcome, reason, weakened: [] };
}
