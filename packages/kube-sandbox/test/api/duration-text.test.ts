// How ages are written in tables.
import { test } from 'node:test';
import { expect } from 'chai';
import { formatDuration } from '../../src/api/table/duration-text';

test('ages are written as kubectl writes them', () => {
  const ages = [5, 119, 120, 599, 3600, 10_800, 86_400 * 2, 86_400 * 30].map((seconds) => formatDuration(seconds));
  expect(ages).to.deep.equal(['5s', '119s', '2m', '9m59s', '60m', '3h', '2d', '30d']);
});
