// The rules for tags, each on a feature that breaks it.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../../tools/check/findings';
import { findTagProblems } from '../../../../tools/check/gherkin/tag-rules';
import { parseFeatures } from '../../../../tools/project/parse-features';

const prefixes = { test: 'TEST_', requirement: 'REQ_', testSet: 'TESTSET_' };

function tagProblems(feature: string): string[] {
  const set = parseFeatures({ 'a.feature': feature });
  return describeFindings(findTagProblems(set, ['cancel', 'load'], prefixes)).split('\n');
}

test('accepts known tags on the elements that may have them', () => {
  const problems = tagProblems(`@REQ_PZ-13756 @orchestration
Feature: Cancelling
  @id:cancel-cleans-up @TEST_PZ-1 @covers:PZ-2 @covers:PZ-3 @requires:cancel
  Scenario: It is gone
    Then it is gone`);

  expect(problems).to.deep.equal(['']);
});

test('finds unknown tags', () => {
  const problems = tagProblems(`@REQ_PZ-13756 @wip
Feature: Cancelling
  @id:gone @PZ-12 @TEST_PZ-XXXXX @id:Not_Kebab
  Scenario: It is gone
    Then it is gone`);

  expect(problems).to.deep.equal([
    'Found 4 unknown tags: use a tag from tools/check/gherkin/known-tags.ts, or add it there with its meaning.',
    '  a.feature:1  @wip',
    '  a.feature:3  @PZ-12',
    '  a.feature:3  @TEST_PZ-XXXXX',
    '  a.feature:3  @id:Not_Kebab',
    'Found 1 scenario without exactly one permanent name: give it one @id: tag that no other scenario has.',
    '  a.feature:4  It is gone: @id:gone, @id:Not_Kebab',
  ]);
});

test('finds a Test key on an element that passes it on to several scenarios', () => {
  const problems = tagProblems(`@REQ_PZ-13756 @TEST_PZ-1
Feature: Cancelling
  @TEST_PZ-2
  Rule: Soon
    @id:gone
    Scenario Outline: <what> is gone
      Then <what> is gone

      @TEST_PZ-3
      Examples:
        | what |
        | it   |`);

  expect(problems).to.deep.equal([
    'Found 3 misplaced tags: Xray would interpret it differently.',
    '  a.feature:1  @TEST_PZ-1 on Feature: it belongs on Scenario',
    '  a.feature:3  @TEST_PZ-2 on Rule: it belongs on Scenario',
    '  a.feature:9  @TEST_PZ-3 on Examples: it belongs on Scenario',
  ]);
});

test('demands a requirement on the feature, and only there', () => {
  const problems = tagProblems(`Feature: Cancelling
  @id:gone @REQ_PZ-13756
  Scenario: It is gone
    Then it is gone`);

  expect(problems).to.deep.equal([
    'Found 1 misplaced tag: Xray would interpret it differently.',
    '  a.feature:2  @REQ_PZ-13756 on Scenario: it belongs on Feature',
    'Found 1 feature without a requirement: tag it with the key of the epic, such as @REQ_PZ-13756.',
    '  a.feature:1  Cancelling',
  ]);
});

test('demands at most one Test, and one permanent name that no other scenario has', () => {
  const problems = tagProblems(`@REQ_PZ-13756
Feature: Cancelling
  @id:gone @TEST_PZ-1 @TEST_PZ-2
  Scenario: It is gone
    Then it is gone
  @id:gone
  Scenario: It is really gone
    Then it is gone
  Scenario: It is gone for good
    Then it is gone`);

  expect(problems).to.deep.equal([
    'Found 1 scenario with several Tests: Xray reads the key of only one Test.',
    '  a.feature:4  It is gone: @TEST_PZ-1, @TEST_PZ-2',
    'Found 2 scenarios without exactly one permanent name: give it one @id: tag that no other scenario has.',
    '  a.feature:7  It is really gone: @id:gone is taken (a.feature:4)',
    '  a.feature:9  It is gone for good: none',
  ]);
});

test('finds capabilities that no profile can have', () => {
  const problems = tagProblems(`@REQ_PZ-13756
Feature: Cancelling
  @id:gone @requires:canceling
  Scenario: It is gone
    Then it is gone`);

  expect(problems).to.deep.equal([
    'Found 1 unknown capability: use a capability from the profile schema.',
    '  a.feature:3  @requires:canceling: the schema knows cancel, load',
  ]);
});
