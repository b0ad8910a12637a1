// The rules for step definitions.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findStepDefinitionProblems } from '../../../tools/check/step-definition-rules';

test('demands step definitions of eight lines at most, without loops', () => {
  const eightLines = '  a();\n'.repeat(8);
  const text = `Given('short', function () {
${eightLines}});
When('long', { timeout: 1 }, async function () {
${eightLines}  b();
});
Then('looping', () => {
  for (const job of jobs) check(job);
  jobs.forEach(check);
});
const helper = () => {
  while (true) {}
};
`;

  expect(describeFindings(findStepDefinitionProblems('steps.ts', text)).split('\n')).to.deep.equal([
    'Found 1 step definition that is too long: 8 lines at most; move the work behind a call of the World.',
    '  steps.ts:11  9 lines',
    'Found 2 loops in step definitions: let one call of the World do it.',
    '  steps.ts:23  for (const job of jobs) check(job);',
    '  steps.ts:24  jobs.forEach(check)',
  ]);
});
