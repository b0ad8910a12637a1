// Which scenarios belong to a group, by their sentences.
import { test } from 'node:test';
import { expect } from 'chai';
import { findFaultProblems } from '../../../tools/check/fault-rules';
import { describeFindings } from '../../../tools/check/findings';
import { createCataloguedFault } from '../../../tools/faults/catalogue';
import { findMembers, findStaleSentences, groupNames } from '../../../tools/faults/scenario-groups';
import { parseFeatures } from '../../../tools/project/parse-features';

const features = parseFeatures({
  'features/a.feature': `Feature: Views
  @id:view
  Scenario: A view is accepted
    When an analyst opens a live investigation
    Then the answer is complete and consistent
  @id:waterfall
  Scenario Outline: A waterfall is accepted: <view>
    When an analyst opens <view>
    Then the answer of each job is complete and consistent
    Examples:
      | view                      |
      | a waterfall investigation |
  @id:refused
  Scenario: A wrong view is refused
    When an analyst requests a wrong investigation
    Then it is refused with a clear message
    When an analyst opens a valid investigation
    Then nothing was created for the refused request
  @id:clear
  Scenario: Every refusal is clear
    When an analyst requests every wrong investigation
    Then all refusals have the same shape
`,
});

test('a group has the scenarios with its sentences, those of an outline with their values', () => {
  const members = (group: string) => findMembers(group, features).map(({ scenario }) => scenario.tags[0]?.name);
  expect(members('complete answers')).to.deep.equal(['@id:view', '@id:waterfall']);
  expect(members('complete answers with frequencies')).to.deep.equal(['@id:view']);
  expect(members('opened jobs')).to.deep.equal(['@id:view', '@id:waterfall']);
  expect(members('refusals')).to.deep.equal(['@id:refused', '@id:clear']);
  expect(members('refusals that create nothing')).to.deep.equal(['@id:refused']);
  expect(members('unknown')).to.deep.equal([]);
});

test('a record may name groups beside single scenarios; each scenario counts once', () => {
  const fault = createCataloguedFault(
    'no-view',
    { does: 'no view', kind: 'answer', caughtBy: ['@id:clear', 'refusals'], mayAlsoFail: ['@id:view', '@id:refused'] },
    features,
  );
  expect(fault).to.deep.equal({
    name: 'no-view',
    does: 'no view',
    kind: 'answer',
    caughtBy: ['@id:refused', '@id:clear'],
    mayAlsoFail: ['@id:view'],
  });
});

test('the check finds groups without a scenario, and sentences that no scenario contains', () => {
  expect(groupNames).to.include('rollbacks');
  expect(findStaleSentences(features)).to.include('rollbacks: /^it is refused because the cluster fails$/');
  const lines = describeFindings(findFaultProblems([], features)).split('\n');
  expect(lines).to.include('Found 2 groups without a scenario: use the sentences of the features.');
  expect(lines).to.include('  tools/faults/scenario-groups.ts  taken ports');
  expect(lines).to.include('  tools/faults/scenario-groups.ts  rollbacks: /^it is refused because the cluster fails$/');
});
