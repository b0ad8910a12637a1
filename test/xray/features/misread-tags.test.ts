// What Xray would misread, each rule on a feature that breaks it.
import { test } from 'node:test';
import { expect } from 'chai';
import { parseFeatureFile } from '../../../support/xray/features/feature-files';
import { findMisreadings } from '../../../support/xray/features/misread-tags';

const prefixes = { test: 'TEST_', precondition: 'PRECOND_', requirement: 'REQ_', testSet: 'TESTSET_' };

function find(text: string, projectKey: string | undefined = 'PZ', more: Partial<typeof prefixes> = {}): string[] {
  const file = parseFeatureFile('a.feature', text);
  return findMisreadings([file], { prefixes: { ...prefixes, ...more }, projectKey }).map(
    ({ rule, position, text: shown }) => `${rule} ${position} ${shown}`,
  );
}

test('accepts the tags of the project', () => {
  expect(
    find(`@REQ_PZ-1 @orchestration
Feature: Ports
  @TEST_PZ-2 @TESTSET_PZ-3 @id:one @covers:PZ-4 @requires:cancel @soak-2
  Scenario: One
    Then it holds`),
  ).to.deep.equal([]);
});

test('refuses Rule and Background', () => {
  expect(
    find(`Feature: Ports
  Background: A server
    Given a server
  Rule: Soon
    @id:one
    Scenario: One
      Then it holds`),
  ).to.deep.equal(['rule a.feature:4 Soon', 'background a.feature:2 A server']);
});

test('refuses two Tests on one scenario, and one Test on two', () => {
  expect(
    find(`Feature: Ports
  @TEST_PZ-2 @TEST_PZ-3 @id:one
  Scenario: One
    Then it holds
  @TEST_PZ-2 @id:two
  Scenario: Two
    Then it holds`),
  ).to.deep.equal([
    'severalTests a.feature:3 One: @TEST_PZ-2, @TEST_PZ-3',
    'sharedTest a.feature:6 Two: PZ-2 is also that of "One"',
  ]);
});

test('refuses the key of a Test where several scenarios would inherit it', () => {
  expect(
    find(`@TEST_PZ-1
Feature: Ports
  @id:one
  Scenario Outline: <row>
    Then it holds
    @TEST_PZ-2
    Examples:
      | row |
      | 1   |`),
  ).to.deep.equal(['misplacedTest a.feature:1 @TEST_PZ-1', 'misplacedTest a.feature:6 @TEST_PZ-2']);
});

test('refuses keys with another prefix, in another case, or of another project', () => {
  expect(
    find(`Feature: Ports
  @TestName:PZ-1 @PZ-2 @TEST_pz-3 @test_PZ-4 @TEST-PZ-5 @id:one
  Scenario: One
    Then it holds
  @TEST_AB-1 @id:two
  Scenario: Two
    Then it holds`),
  ).to.deep.equal([
    'otherPrefix a.feature:2 @TestName:PZ-1: the prefix of a Test is "TEST_"',
    'otherPrefix a.feature:2 @PZ-2: the prefix of a Test is "TEST_"',
    'otherPrefix a.feature:2 @TEST_pz-3: the prefix of a Test is "TEST_"',
    'otherPrefix a.feature:2 @test_PZ-4: the prefix of a Test is "TEST_"',
    'otherPrefix a.feature:2 @TEST-PZ-5: the prefix of a Test is "TEST_"',
    'otherProject a.feature:6 AB-1: the project is PZ',
  ]);
});

test('reads the prefixes of the instance, an empty one included', () => {
  const feature = `Feature: Ports
  @PZ-1 @id:one
  Scenario: One
    Then it holds
  @TEST_PZ-2 @id:two
  Scenario: Two
    Then it holds`;
  expect(find(feature, 'PZ', { test: '' })).to.deep.equal(['otherProject a.feature:6 TEST_PZ-2: the project is PZ']);
  expect(
    find(feature.replace('@PZ-1', '@TestName:PZ-1').replace('TEST_', 'TestName:'), 'PZ', { test: 'TestName:' }),
  ).to.deep.equal([]);
});

test('refuses a requirement on a scenario, a label of a path and a label that is too long', () => {
  expect(
    find(`Feature: Ports
  @REQ_PZ-1 @features/a.feature @id:one @${'x'.repeat(256)}
  Scenario: One
    Then it holds`),
  ).to.deep.equal([
    'fileLabel a.feature:2 @features/a.feature',
    `longLabel a.feature:2 @${'x'.repeat(39)}…`,
    'requirementOfScenario a.feature:2 @REQ_PZ-1',
  ]);
});

test('refuses a scenario without one permanent name of its own', () => {
  expect(
    find(`Feature: Ports
  Scenario: One
    Then it holds
  @id:two @id:zwei
  Scenario: Two
    Then it holds
  @id:three
  Scenario: Three
    Then it holds
  @id:three
  Scenario: Four
    Then it holds`),
  ).to.deep.equal([
    'permanentName a.feature:2 One: none',
    'permanentName a.feature:5 Two: @id:two, @id:zwei',
    'permanentName a.feature:11 Four: @id:three is that of "Three"',
  ]);
});
