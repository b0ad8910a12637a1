// The rules for the catalogue of faults, on a small one that breaks them.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Fault } from '../../../packages/focus-sandbox/src/catalogue/faults';
import { findFaultProblems } from '../../../tools/check/fault-rules';
import { describeFindings } from '../../../tools/check/findings';
import { parseFeatures } from '../../../tools/check/gherkin/parse';

const fault: Fault = {
  name: 'no-job-created',
  does: 'answers 200, but creates no Job',
  layer: 'object',
  part: 'stand-in',
  features: ['orchestration'],
  caughtBy: ['@id:job-spawns-pod'],
};

test('wants faults with names of their own, that scenarios must catch', () => {
  const features = parseFeatures({
    'a.feature': 'Feature: Jobs\n  @id:job-spawns-pod\n  Scenario: A job spawns its pod\n    Then there is a pod\n',
  });
  const faults: Fault[] = [
    fault,
    { ...fault, name: 'no-gpu-share', caughtBy: ['@id:job-spawns-pod', '@id:job-resources'] },
    { ...fault, name: 'empty-log', caughtBy: [] },
    { ...fault, name: 'api-errors', caughtBy: [], tolerated: true },
    { ...fault, name: 'api-delays', tolerated: true },
    fault,
  ];

  expect(describeFindings(findFaultProblems(faults, features)).split('\n')).to.deep.equal([
    'Found 1 fault that names an unknown scenario: use the @id: tag of a scenario.',
    '  packages/focus-sandbox/src/catalogue/faults.ts  no-gpu-share: @id:job-resources',
    'Found 1 fault that nobody has to catch: name the scenarios that must turn red.',
    '  packages/focus-sandbox/src/catalogue/faults.ts  empty-log',
    'Found 1 tolerated fault that a scenario has to catch: it is the one or the other.',
    '  packages/focus-sandbox/src/catalogue/faults.ts  api-delays',
    'Found 1 fault name used twice: the command line could not tell them apart.',
    '  packages/focus-sandbox/src/catalogue/faults.ts  no-job-created',
  ]);
});
