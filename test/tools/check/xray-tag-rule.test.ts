// The check of tags that the Xray of a profile would misread.
import { test } from 'node:test';
import { expect } from 'chai';
import { profileSchema } from '../../../support/environment/profile-schema';
import { parseFeatureFile } from '../../../support/xray/features/feature-files';
import { describeFindings } from '../../../tools/check/findings';
import { findMisreadTags } from '../../../tools/check/xray-tag-rule';

function describeProblems(text: string, ...xray: readonly unknown[]): string[] {
  const profiles = xray.map((settings) => profileSchema.parse({ description: 'A sample', xray: settings }));
  return describeFindings(findMisreadTags([parseFeatureFile('a.feature', text)], profiles)).split('\n');
}

test('reports each misread tag once, however many profiles share the prefixes', () => {
  const problems = describeProblems(
    `Feature: Ports
  @TestName:PZ-1 @features/a.feature @TEST_PZ-2 @id:one
  Scenario: One
    Then it holds
  @TEST_PZ-2 @REQ_PZ-3 @id:two
  Scenario: Two
    Then it holds`,
    {},
    {},
    { flavour: 'cloud', projectKey: 'PZ' },
  );
  expect(problems).to.deep.equal([
    'Found 1 key of one Test on two scenarios: each import would overwrite the other scenario.',
    '  a.feature:6  Two: PZ-2 is also that of "One"',
    'Found 1 key with another prefix: Xray takes it for a label, and creates a second Test.',
    '  a.feature:2  @TestName:PZ-1: the prefix of a Test is "TEST_"',
    'Found 1 tag that ends with .feature: Xray keeps such labels for the path of a file.',
    '  a.feature:2  @features/a.feature',
    'Found 1 requirement on a scenario: Xray links the requirements of a feature.',
    '  a.feature:5  @REQ_PZ-3',
  ]);
});

test('reads the prefix and the project of the profile', () => {
  const feature = `Feature: Ports
  @TestName:AB-1 @id:one
  Scenario: One
    Then it holds`;
  const xray = { flavour: 'cloud', projectKey: 'PZ', prefixes: { test: 'TestName:' } };
  expect(describeProblems(feature, xray)).to.deep.equal([
    'Found 1 key of a Test in another project: correct the key or xray.projectKey of the profile, or remove the key to create a Test.',
    '  a.feature:3  AB-1: the project is PZ',
  ]);
  expect(describeProblems(feature.replace('AB-1', 'PZ-1'), xray)).to.deep.equal(['']);
});
