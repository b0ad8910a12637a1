// Quantities are compared as amounts, exactly.
import { test } from 'node:test';
import { expect } from 'chai';
import { compareQuantities, parseQuantity, sumQuantities, toNumber } from '../../../support/cluster/readings/quantity';

for (const [left, relation, right] of [
  ['100m', '=', '0.1'],
  ['1', '=', '1000m'],
  ['1Gi', '>', '1G'],
  ['1.5Gi', '=', '1536Mi'],
  ['1e3', '=', '1k'],
  ['12E', '=', '12e18'],
  ['-1', '<', '0'],
  ['.5', '=', '500m'],
  ['9007199254740993', '>', '9007199254740992'],
  ['9007199254740993Ei', '>', '9007199254740992Ei'],
  ['100000001n', '>', '100m'],
  ['0.0000000001', '=', '1n'],
  ['64Mi', '<', '128Mi'],
] as const) {
  test(`${left} ${relation} ${right}`, () => {
    expect(Math.sign(compareQuantities(left, right))).to.equal({ '<': -1, '=': 0, '>': 1 }[relation]);
  });
}

for (const text of ['', 'x', '1 Gi', '1gi', '1.2.3', '1KiB', '--1', '1e', '.']) {
  test(`"${text}" is no quantity`, () => {
    expect(() => parseQuantity(text)).to.throw(RangeError, `"${text}" is not a Kubernetes quantity`);
  });
}

test('sums exactly', () => {
  expect(sumQuantities(['0.1', '200m', '1'])).to.equal(parseQuantity('1300m'));
  expect(sumQuantities([])).to.equal(0n);
});

test('converts to floats for statistics', () => {
  expect(toNumber(parseQuantity('250m'))).to.equal(0.25);
  expect(toNumber(parseQuantity('64Mi'))).to.equal(67_108_864);
});
