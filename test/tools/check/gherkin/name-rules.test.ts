// The rules for names.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../../tools/check/findings';
import { findNameProblems } from '../../../../tools/check/gherkin/name-rules';
import { parseFeatures } from '../../../../tools/project/parse-features';

test('finds names that are used twice', () => {
  const set = parseFeatures({
    'a.feature': 'Feature: Cancelling\n  Scenario: It is gone\n    Then it is gone',
    'b.feature':
      'Feature: Cancelling\n  Scenario: It is gone\n    Then it is gone\n  Scenario: It is gone\n    Then it is gone',
  });

  expect(lines(findNameProblems(set))).to.deep.equal([
    'Found 1 feature name used twice: reports would mix them up.',
    '  a.feature:1  Cancelling (also b.feature:1)',
    'Found 1 scenario name used twice: Xray finds a Test by its name.',
    '  a.feature:2  It is gone (also b.feature:2, b.feature:4)',
  ]);
});

test('finds outlines whose rows have the same name', () => {
  const set = parseFeatures({
    'a.feature': `Feature: Channels
  Scenario Outline: A wrong channel is refused
    Then <channel> is refused
    Examples:
      | channel |
      | 0       |
      | -1      |
  Scenario Outline: Channel <channel> is accepted
    Then <channel> is accepted
    Examples:
      | channel |
      | 1       |
      | 2       |
      | 1       |
  Scenario Outline: Channel <channel> is ignored
    Then <channel> is ignored
    Examples:
      | channel |`,
  });

  expect(lines(findNameProblems(set))).to.deep.equal([
    'Found 1 outline without a row: nothing would be run.',
    '  a.feature:15  Channel <channel> is ignored',
    'Found 2 outlines whose rows have the same name: put a <parameter> that differs from row to row into its name.',
    '  a.feature:2  A wrong channel is refused (2 rows)',
    '  a.feature:8  Channel 1 is accepted (2 rows)',
  ]);
});

test('finds names that are too long for the summary of a Jira issue', () => {
  const name = 'long '.repeat(51);
  const set = parseFeatures({
    'a.feature': `Feature: Names
  Scenario: ${name}x
    Then it is refused
  Scenario: ${name.trimEnd()}
    Then it is accepted`,
  });

  expect(lines(findNameProblems(set))).to.deep.equal([
    'Found 1 name that is too long: Jira accepts at most 255 characters.',
    `  a.feature:2  256 characters: ${name.slice(0, 60)}…`,
  ]);
});

function lines(findings: Parameters<typeof describeFindings>[0]): string[] {
  return describeFindings(findings).split('\n');
}
