// The rules for steps, on the dry run of a small project.
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../../tools/check/findings';
import { checkGherkin } from '../../../../tools/check/gherkin';

test('finds undefined, ambiguous and unused steps, whatever the filters of the configuration', async () => {
  const findings = await checkGherkin(path.join(__dirname, 'step-project'));

  expect(describeFindings(findings).split('\n')).to.deep.equal([
    'Found 3 undefined steps: use the words of a step definition, or write one.',
    '  features/jobs.feature:7   When the analyst cancels it',
    '  features/jobs.feature:8   Then nothing is left',
    '  features/jobs.feature:13  Then no job is left',
    'Found 1 ambiguous step: change the step definitions so that only one matches.',
    '  features/jobs.feature:12  Given 3 running jobs  (matches steps/steps.ts:5 and steps/steps.ts:6)',
    'Found 1 unused step definition: remove it, or use it in a feature.',
    '  steps/steps.ts:7  nothing remains',
  ]);
});
