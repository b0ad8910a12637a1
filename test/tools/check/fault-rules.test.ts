// The rules for the files of the faults, on a few files that break them.
import { test } from 'node:test';
import { expect } from 'chai';
import { findFaultProblems } from '../../../tools/check/fault-rules';
import { describeFindings } from '../../../tools/check/findings';
import { parseFeatures } from '../../../tools/project/parse-features';

const record = { does: 'answers 200, but creates no Job', kind: 'object', caughtBy: ['@id:job-spawns-pod'] };
const behavior = { server: { removals: () => [] } };
const folder = 'packages/focus-sandbox/src/faults';

test('faults name scenarios that exist, and are either caught or tolerated', () => {
  const records = {
    'no-job-created': record,
    'no-gpu-share': { ...record, caughtBy: ['@id:job-spawns-pod', '@id:job-resources'] },
    'service-missing': { ...record, mayAlsoFail: ['rollback'] },
    'empty-log': { ...record, caughtBy: [] },
    'api-errors': { ...record, caughtBy: [], tolerated: true },
    'api-delays': { ...record, tolerated: true },
  };
  const faults = Object.entries(records).map(([name, record]) => ({ name, exported: { record, behavior } }));
  expect(problems(faults)).to.deep.equal([
    'Found 2 faults that name an unknown scenario: use the @id: tag of a scenario, or a group from tools/faults/scenario-groups.ts.',
    `  ${folder}/no-gpu-share.ts     @id:job-resources`,
    `  ${folder}/service-missing.ts  rollback`,
    'Found 1 fault that no scenario has to catch: name the scenarios that must turn red.',
    `  ${folder}/empty-log.ts`,
    'Found 1 tolerated fault that a scenario has to catch: leave `caughtBy` empty, or remove `tolerated`.',
    `  ${folder}/api-delays.ts`,
  ]);
});

test('a file exports a record and a behaviour, and nothing else', () => {
  const exports = {
    'no-job-created': { record, behavior },
    'no-record': { behavior },
    'no-effect': { record, behavior: {} },
    'other-kind': { record: { ...record, kind: 'storage' }, behavior },
    'capacity:slots': { record, behavior: { ...behavior, node: {} }, helper: 1 },
  };
  const faults = Object.entries(exports).map(([name, exported]) => ({ name, exported }));
  expect(problems(faults)).to.deep.equal([
    'Found 5 files of faults that are not valid: export `record` and `behavior`, as packages/focus-sandbox/src/fault.ts describes them.',
    `  ${folder}/no-record.ts       record: Invalid input: expected object, received undefined`,
    `  ${folder}/no-effect.ts       behavior: it changes no part of the sandbox`,
    `  ${folder}/other-kind.ts      record.kind: Invalid option: expected one of "answer"|"object"|"controller"|"node"|"network"|"program"`,
    `  ${folder}/capacity/slots.ts  behavior: Unrecognized key: "node"`,
    `  ${folder}/capacity/slots.ts  exports: Unrecognized key: "helper"`,
  ]);
});

test('every scenario catches a fault', () => {
  const found = problems([{ name: 'no-job-created', exported: { record, behavior } }], '@id:job-observable');
  expect(found).to.deep.equal([
    'Found 1 scenario that catches no fault: nothing shows that it can fail; add a fault that it must catch.',
    '  features/other.feature:3  Another promise',
  ]);
});

/** All problems except those of the groups: no group has a scenario here. */
function problems(faults: Parameters<typeof findFaultProblems>[0], otherId = ''): string[] {
  const features = parseFeatures({
    'features/jobs.feature':
      'Feature: Jobs\n  @id:job-spawns-pod\n  Scenario: A job spawns its pod\n    Then there is a pod\n',
    'features/other.feature': `Feature: Other\n  ${otherId}\n  Scenario: Another promise\n    Then it is kept\n`,
  });
  const ofGroups = 'tools/faults/scenario-groups.ts';
  return describeFindings(findFaultProblems(faults, features).filter(({ position }) => position !== ofGroups)).split(
    '\n',
  );
}
