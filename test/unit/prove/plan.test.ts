// Which faults and scenarios a proof takes, on a catalogue of four.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Fault } from '../../../support/sandbox/faults';
import { quickFaults, scenariosFor } from '../../prove/plan';

const scenarios = ['@id:a', '@id:b', '@id:c', '@id:slow'].map((id) => ({ id, title: id, folder: 'orchestration' }));
const slow = new Set(['@id:slow']);

const faults = [
  fault('late', 'controller', ['@id:a']),
  fault('both', 'object', ['@id:a', '@id:b']),
  fault('hasty', 'answer', ['@id:b']),
  fault('wear', 'answer', ['@id:slow', '@id:c']),
];

test('a quick proof takes what shows at once, and nothing twice', () => {
  expect(quickFaults(faults, scenarios, slow).map(({ name }) => name)).to.deep.equal(['both']);
  expect(quickFaults(faults, scenarios, new Set()).map(({ name }) => name)).to.deep.equal(['both', 'wear']);
});

test('a fault is run with the scenarios that must catch it and a sample that moves on', () => {
  const [, both] = faults;
  if (both === undefined) throw new Error('the catalogue of this test has four faults');
  expect(scenariosFor(both, scenarios, { turn: 0, sampleSize: 1, slow })).to.deep.equal(['@id:a', '@id:b', '@id:c']);
  expect(scenariosFor(both, scenarios, { turn: 0, sampleSize: 0, slow })).to.deep.equal(['@id:a', '@id:b']);
});

function fault(name: string, layer: Fault['layer'], caughtBy: readonly string[]): Fault {
  return { name, does: name, layer, part: 'stand-in', features: ['orchestration'], caughtBy };
}
