// The rules for structure, names and sentences, each on features that break it.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findNameProblems } from '../../../tools/check/gherkin/name-rules';
import { findTechnicalSentences } from '../../../tools/check/gherkin/sentence-rules';
import { findStructureProblems } from '../../../tools/check/gherkin/structure-rules';
import { parseFeatures } from '../../../tools/project/parse-features';

function lines(findings: Parameters<typeof describeFindings>[0]): string[] {
  return describeFindings(findings).split('\n');
}

test('refuses Rule and Background, which Xray imports as something else', () => {
  const set = parseFeatures({
    'a.feature': `Feature: Cancelling
  Background: A running job
    Given a running job
  Rule: Soon
    Background:
      Given a clock
    Scenario: It is gone
      Then it is gone`,
  });

  expect(lines(findStructureProblems(set))).to.deep.equal([
    'Found 1 Rule: Xray does not import it; use a feature of its own.',
    '  a.feature:4  Soon',
    'Found 2 Backgrounds: Xray makes a Precondition issue of each; repeat the step in the scenarios.',
    '  a.feature:2  A running job',
    '  a.feature:5  (no name)',
  ]);
});

test('refuses what cannot fail', () => {
  const set = parseFeatures({
    'a.feature': `Feature: Cancelling
  Scenario: It is cancelled
    Given a running job
    When it is cancelled
  Scenario: Nothing at all`,
    'b.feature': 'Feature: Empty',
  });

  expect(lines(findStructureProblems(set))).to.deep.equal([
    'Found 1 feature without a scenario: nothing is promised.',
    '  b.feature:1  Empty',
    'Found 2 scenarios without a Then: without an outcome nothing can fail.',
    '  a.feature:2  It is cancelled',
    '  a.feature:5  Nothing at all',
  ]);
});

test('names the line of a syntax error', () => {
  const set = parseFeatures({
    'a.feature': 'Feature: Cancelling\n  Scenario: It is gone\n    Then it is gone\n  Scenarioo: It is not gone\n',
  });

  expect(lines(findStructureProblems(set))).to.deep.equal([
    'Found 1 syntax error: the file is not valid Gherkin.',
    "  a.feature:4  expected: #EOF, #TableRow, #DocStringSeparator, #StepLine, #TagLine, #ExamplesLine, #ScenarioLine, #RuleLine, #Comment, #Empty, got 'Scenarioo: It is not gone'",
  ]);
});

test('wants names that are used once', () => {
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

test('wants the rows of an outline told apart by their names', () => {
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

test('wants names that fit into the summary of a Jira issue', () => {
  const name = 'long '.repeat(51);
  const set = parseFeatures({
    'a.feature': `Feature: Names
  Scenario: ${name}x
    Then it is refused
  Scenario: ${name.trimEnd()}
    Then it is accepted`,
  });

  expect(lines(findNameProblems(set))).to.deep.equal([
    'Found 1 name that is too long: Jira takes 255 characters.',
    `  a.feature:2  256 characters: ${name.slice(0, 60)}…`,
  ]);
});

test('wants sentences without addresses, methods and JSON', () => {
  const set = parseFeatures({
    'a.feature': `Feature: Cancelling
  Scenario: Cancelling with DELETE
    Given the server at https://host
    When the analyst calls /job/12-70788
    Then the answer is {}
    And the answer is:
      """
      [1, 2]
      """
    And these are gone
      | what         |
      | the job/pod  |
      | /configure   |`,
  });

  expect(lines(findTechnicalSentences(set))).to.deep.equal([
    'Found 6 technical sentences: say what is promised, not how it is called.',
    '  a.feature:2   Cancelling with DELETE  (an HTTP method)',
    '  a.feature:3   the server at https://host  (an address)',
    '  a.feature:4   the analyst calls /job/12-70788  (a path of the API)',
    '  a.feature:5   the answer is {}  (JSON)',
    '  a.feature:7   [1, 2]  (JSON)',
    '  a.feature:13  /configure  (a path of the API)',
  ]);
});
