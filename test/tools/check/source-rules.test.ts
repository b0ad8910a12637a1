// The rules for source files, on small texts that break them.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findProductNames } from '../../../tools/check/product-names-rule';
import { findMissingPurpose } from '../../../tools/check/purpose-comment-rule';
import { findStepDefinitionProblems } from '../../../tools/check/step-definition-rules';

test('wants step definitions of eight lines at most, without loops', () => {
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

test('wants the purpose of a file in its first line', () => {
  const problems = [
    ...findMissingPurpose('a.ts', '// Says what it is for.\nexport {};\n'),
    ...findMissingPurpose('b.ts', 'export {};\n'),
    ...findMissingPurpose('c.ts', '// TODO\n'),
  ];

  expect(describeFindings(problems).split('\n')).to.deep.equal([
    'Found 2 files without a purpose comment: say in the first line, after //, what the file is for.',
    '  b.ts:1  export {};',
    '  c.ts:1  // TODO',
  ]);
});

test('finds names of the product, whatever their case', () => {
  const text =
    "const resource = 'nvidia.com/gpu';\nconst pods = /^grpc-job-/;\nconst name = 'web';\n// Of the Focus-Server in panda.\n";

  expect(describeFindings(findProductNames('a.ts', text)).split('\n')).to.deep.equal([
    'Found 4 names of the product in the embedded Kubernetes: let packages/focus-sandbox pass it in a policy, a node or an image.',
    '  a.ts:1  nvidia',
    '  a.ts:2  grpc-job',
    '  a.ts:4  Focus-Server',
    '  a.ts:4  panda',
  ]);
});
