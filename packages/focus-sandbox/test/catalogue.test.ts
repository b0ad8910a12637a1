// The catalogue of faults agrees with the parts that show them.
import { test } from 'node:test';
import { expect } from 'chai';
import { clusterPolicies } from '../src/catalogue/cluster-policies';
import { selectFaults } from '../src/catalogue/fault-selection';
import { faults } from '../src/catalogue/faults';
import { standInFaultNames } from '../src/stand-in/faults';

test('every fault of the stand-in is in the catalogue, and the other way round', () => {
  const catalogued = faults.filter(({ part }) => part === 'stand-in').map(({ name }) => name);
  expect([...catalogued].sort()).to.deep.equal([...standInFaultNames].sort());
});

test('names are unique and in kebab-case', () => {
  const names = faults.map(({ name }) => name);
  expect(new Set(names).size).to.equal(names.length);
  expect(names.filter((name) => !/^[a-z0-9]+([-:][a-z0-9]+)*$/.test(name))).to.deep.equal([]);
});

test('every fault concerns a feature and is either caught by a scenario or tolerated', () => {
  expect(faults.filter(({ features }) => features.length === 0)).to.deep.equal([]);
  expect(faults.filter(({ caughtBy, tolerated }) => (caughtBy.length === 0) !== (tolerated === true))).to.deep.equal(
    [],
  );
});

test('faults are divided by the part that shows them', () => {
  expect(selectFaults(['no-events', 'no-gpu-share'])).to.deep.equal({
    policies: clusterPolicies['no-events'],
    standIn: ['no-gpu-share'],
    embeddedOnly: ['no-events'],
    sizes: [],
  });
});

test('a fault of the cluster that is but a size has no policies', () => {
  const { policies, embeddedOnly, sizes } = selectFaults(['capacity:gpu']);
  expect({ policies, embeddedOnly, sizes }).to.deep.equal({
    policies: [],
    embeddedOnly: ['capacity:gpu'],
    sizes: [{ nodes: { 'worker-node': { 'nvidia.com/gpu.shared': '150' } } }],
  });
});

test('every fault of the cluster has policies or a size, and all policies belong to a fault', () => {
  const ofCluster = faults.filter(({ part }) => part === 'cluster');
  const without = ofCluster.filter(({ name, size = {} }) => !clusterPolicies[name] && Object.keys(size).length === 0);
  expect(without.map(({ name }) => name)).to.deep.equal([]);
  const names = new Set(faults.map(({ name }) => name));
  expect(Object.keys(clusterPolicies).filter((name) => !names.has(name))).to.deep.equal([]);
});

test('an unknown fault is answered with the nearest ones', () => {
  expect(() => selectFaults(['no-gpu-shares'])).to.throw(
    'unknown fault "no-gpu-shares"; nearest: no-gpu-share, no-job-created, no-events',
  );
});
