// The rules for the structure of features.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../../tools/check/findings';
import { findStructureProblems } from '../../../../tools/check/gherkin/structure-rules';
import { parseFeatures } from '../../../../tools/project/parse-features';

test('finds Rule and Background, which Xray imports differently', () => {
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
    'Found 1 Rule: Xray does not import it; write a separate feature.',
    '  a.feature:4  Soon',
    'Found 2 Backgrounds: Xray creates a Precondition issue from each; repeat the step in the scenarios.',
    '  a.feature:2  A running job',
    '  a.feature:5  (no name)',
  ]);
});

test('finds scenarios that cannot fail', () => {
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

function lines(findings: Parameters<typeof describeFindings>[0]): string[] {
  return describeFindings(findings).split('\n');
}
