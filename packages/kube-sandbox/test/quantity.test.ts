// How quantities are read and written.
import { test } from 'node:test';
import { expect } from 'chai';
import { canonicalizeQuantity, parseThousandths } from '../src/quantity';

test('quantities are read in thousandths', () => {
  const read = ['250m', '2', '0.1', '1.5Gi', '64Mi', '1e3', '1k', '100u', '0'].map(parseThousandths);
  expect(read).to.deep.equal([250, 2000, 100, 1.5 * 2 ** 30 * 1000, 2 ** 26 * 1000, 1_000_000, 1_000_000, 1, 0]);
  expect(() => parseThousandths('much')).to.throw('"much" is not a quantity');
});

test('amounts are written back in their canonical form', () => {
  const texts = ['0.5', '1000m', '1024Mi', '1.5Gi', '100m', '2', '1000'].map((text) => canonicalizeQuantity(text));
  expect(texts).to.deep.equal(['500m', '1', '1Gi', '1536Mi', '100m', '2', '1k']);
});
