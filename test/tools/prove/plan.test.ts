// Which faults and scenarios a proof selects from a catalogue of five.
import { test } from 'node:test';
import { expect } from 'chai';
import type { FaultKind } from 'focus-sandbox/catalogue';
import type { CataloguedFault } from '../../../tools/faults/catalogue';
import { parseFeatures } from '../../../tools/project/parse-features';
import {
  divideScenarios,
  listScenarios,
  selectQuickFaults,
  selectScenarios,
  sortLongestFirst,
} from '../../../tools/prove/plan';

const scenarios = ['@id:a', '@id:b', '@id:c', '@id:slow'].map((id) => ({
  id,
  title: id,
  folder: 'orchestration',
  slow: id === '@id:slow',
}));

const late = fault('late', 'controller', ['@id:a']);
const both = fault('both', 'object', ['@id:a', '@id:b']);
const fast = fault('fast', 'answer', ['@id:b']);
const wear = fault('wear', 'answer', ['@id:slow']);
const random: CataloguedFault = { ...fault('random', 'network', []), tolerated: true };
const faults = [late, both, fast, wear, random];

test('a quick proof selects faults that are seen at once, no scenario twice, and no slow scenario', () => {
  expect(selectQuickFaults(faults, scenarios).map(({ name }) => name)).to.deep.equal(['both']);
  const alsoSlow = { ...fast, name: 'also-slow', caughtBy: ['@id:slow', '@id:c'] };
  expect(selectQuickFaults([...faults, alsoSlow], scenarios).at(-1)).to.deep.equal({
    ...alsoSlow,
    caughtBy: ['@id:c'],
  });
});

test('a fault is run with the scenarios that must catch it, and with a sample that differs from fault to fault', () => {
  expect(selectScenarios(both, scenarios, { turn: 0, sampleSize: 1 })).to.deep.equal(['@id:a', '@id:b', '@id:c']);
  expect(selectScenarios(both, scenarios, { turn: 0, sampleSize: 0 })).to.deep.equal(['@id:a', '@id:b']);
  expect(selectScenarios(fast, scenarios, { turn: 1, sampleSize: 1 })).to.deep.equal(['@id:b', '@id:c']);
  expect(selectScenarios({ ...fast, breaksJobs: true }, scenarios, { turn: 1, sampleSize: 1 })).to.deep.equal([
    '@id:b',
  ]);
  expect(selectScenarios({ ...fast, provedApart: true }, scenarios, { turn: 1, sampleSize: 1 })).to.deep.equal([
    '@id:b',
  ]);
});

test('a random fault is run with every scenario that is not slow', () => {
  expect(selectScenarios(random, scenarios, { turn: 0, sampleSize: 2 })).to.deep.equal(['@id:a', '@id:b', '@id:c']);
});

test('several sandboxes share the scenarios if one alone would take too long', () => {
  expect(divideScenarios(both, ['@id:a', '@id:b'])).to.deep.equal([['@id:a', '@id:b']]);
  const ids = Array.from({ length: 26 }, (_, index) => `@id:${index}`);
  const parts = divideScenarios({ ...random, slowsDown: true }, ids);
  expect(parts.map((part) => part.length)).to.deep.equal([2, 2, ...Array.from({ length: 22 }, () => 1)]);
  expect(parts.flat()).to.have.members(ids);
  expect(divideScenarios({ ...both, waitsLong: true }, ['@id:a', '@id:b'])).to.deep.equal([['@id:a'], ['@id:b']]);
});

test('the longest runs come first: slow scenarios, then faults that need a wait, then many scenarios', () => {
  const names = sortLongestFirst(faults, scenarios).map(({ name }) => name);
  expect(names).to.deep.equal(['wear', 'late', 'random', 'both', 'fast']);
});

test('every promised scenario must be proven, and the list of those that take minutes is known', () => {
  const features = parseFeatures({
    'features/orchestration/a.feature':
      'Feature: A\n  @id:runs\n  Scenario: A job runs\n    Then it runs\n  Scenario: Without an id\n    Then it runs\n',
    'features/system-behavior/b.feature': 'Feature: B\n  @id:stays @soak\n  Scenario: It stays\n    Then it stays\n',
    'features/backlog/c.feature': 'Feature: C\n  @id:later\n  Scenario: Some day\n    Then it flies\n',
    'features/capacity/d.feature': 'Feature: D\n  @id:many\n  Scenario: Many jobs run\n    Then they run\n',
  });
  expect(listScenarios(features)).to.deep.equal([
    { id: '@id:runs', title: 'A job runs', folder: 'orchestration', slow: false },
    { id: '@id:stays', title: 'It stays', folder: 'system-behavior', slow: true },
    { id: '@id:many', title: 'Many jobs run', folder: 'capacity', slow: true },
  ]);
});

function fault(name: string, kind: FaultKind, caughtBy: readonly string[]): CataloguedFault {
  return { name, does: name, kind, caughtBy, mayAlsoFail: [] };
}
