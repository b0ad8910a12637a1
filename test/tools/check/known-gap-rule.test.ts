// The rule for known gaps, on two profiles of which one names a scenario that does not exist.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findKnownGapProblems } from '../../../tools/check/known-gap-rule';
import { parseFeatures } from '../../../tools/project/parse-features';

const gap = { key: 'PZ-1', scenario: '@id:job-spawns-pod', until: '2030-01-01', reason: 'Not built yet' };

test('finds known gaps of scenarios that do not exist', () => {
  const features = parseFeatures({
    'a.feature': 'Feature: Jobs\n  @id:job-spawns-pod\n  Scenario: A job spawns its pod\n    Then there is a pod\n',
  });
  const profiles = [
    { file: 'one.yaml', knownGaps: [gap] },
    { file: 'other.yaml', knownGaps: [gap, { ...gap, key: 'PZ-2', scenario: '@id:job-spawn-pod' }] },
  ];

  expect(describeFindings(findKnownGapProblems(profiles, features)).split('\n')).to.deep.equal([
    'Found 1 known gap that names an unknown scenario: use the @id: tag of a scenario.',
    '  other.yaml  PZ-2: @id:job-spawn-pod',
  ]);
});
