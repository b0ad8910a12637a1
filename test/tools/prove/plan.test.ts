// Which faults and scenarios a proof takes, on a catalogue of five.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Fault } from '../../../packages/focus-sandbox/src/catalogue/faults';
import { longestFirst, partsOf, quickFaults, scenariosFor, withoutRepetition } from '../../../tools/prove/plan';

const scenarios = ['@id:a', '@id:b', '@id:c', '@id:slow'].map((id) => ({
  id,
  title: id,
  folder: 'orchestration',
  slow: id === '@id:slow',
}));

const late = fault('late', 'controller', ['@id:a']);
const both = fault('both', 'object', ['@id:a', '@id:b']);
const hasty = fault('hasty', 'answer', ['@id:b']);
const wear = fault('wear', 'answer', ['@id:slow']);
const chance: Fault = { ...fault('chance', 'network', []), tolerated: true };
const faults = [late, both, hasty, wear, chance];

test('a quick proof takes what shows at once, and nothing twice or slow', () => {
  expect(quickFaults(faults, scenarios).map(({ name }) => name)).to.deep.equal(['both']);
  const alsoSlow = { ...hasty, name: 'also-slow', caughtBy: ['@id:slow', '@id:c'] };
  expect(quickFaults([...faults, alsoSlow], scenarios).at(-1)).to.deep.equal({ ...alsoSlow, caughtBy: ['@id:c'] });
});

test('a fault is run with the scenarios that must catch it and a sample that moves on', () => {
  expect(scenariosFor(both, scenarios, { turn: 0, sampleSize: 1 })).to.deep.equal(['@id:a', '@id:b', '@id:c']);
  expect(scenariosFor(both, scenarios, { turn: 0, sampleSize: 0 })).to.deep.equal(['@id:a', '@id:b']);
  expect(scenariosFor(hasty, scenarios, { turn: 1, sampleSize: 1 })).to.deep.equal(['@id:b', '@id:c']);
  expect(scenariosFor({ ...hasty, breaksJobs: true }, scenarios, { turn: 1, sampleSize: 1 })).to.deep.equal(['@id:b']);
});

test('a trouble by chance is run with every scenario that is not slow', () => {
  expect(scenariosFor(chance, scenarios, { turn: 0, sampleSize: 2 })).to.deep.equal(['@id:a', '@id:b', '@id:c']);
});

test('where everything takes long, several sandboxes share the scenarios', () => {
  expect(partsOf(both, ['@id:a', '@id:b'])).to.deep.equal([['@id:a', '@id:b']]);
  const ids = Array.from({ length: 8 }, (_, index) => `@id:${index}`);
  const parts = partsOf({ ...chance, slowsDown: true }, ids);
  expect(parts.map((part) => part.length)).to.deep.equal([2, 2, 1, 1, 1, 1]);
  expect(parts.flat().sort()).to.deep.equal(ids);
});

test('the longest runs come first: slow scenarios, then what is waited for, then many', () => {
  const names = longestFirst(faults, scenarios).map(({ name }) => name);
  expect(names).to.deep.equal(['wear', 'late', 'chance', 'both', 'hasty']);
});

test('of the faults of capacity one of each kind is kept', () => {
  const capacity = (name: string, layer: Fault['layer']) => ({
    ...fault(name, layer, ['@id:slow']),
    features: ['capacity'],
  });
  const { kept, leftOut } = withoutRepetition([
    both,
    capacity('gpu', 'node'),
    capacity('cpu', 'node'),
    capacity('slots', 'program'),
  ]);
  expect(kept.map(({ name }) => name)).to.deep.equal(['both', 'gpu', 'slots']);
  expect(leftOut).to.deep.equal(['cpu']);
});

function fault(name: string, layer: Fault['layer'], caughtBy: readonly string[]): Fault {
  return { name, does: name, layer, part: 'stand-in', features: ['orchestration'], caughtBy };
}
