// How many jobs existed together, as the observer of the capacity proof counts them.
import { test } from 'node:test';
import { expect } from 'chai';
import { countMostTogether } from '../../../tools/prove-capacity/most-together';

test('only jobs that existed during the whole time are counted', () => {
  const times = [
    { fromMs: 0, untilMs: 100 },
    { fromMs: 10, untilMs: 60 },
    { fromMs: 50, untilMs: 120 },
  ];
  expect([
    countMostTogether(times, 0),
    countMostTogether(times, 50),
    countMostTogether(times, 60),
    countMostTogether(times, 101),
  ]).to.deep.equal([3, 2, 1, 0]);
});

test('the count of no jobs is zero', () => {
  expect(countMostTogether([], 1)).to.equal(0);
});

test('a job that ends when another begins did not exist together with it', () => {
  const times = [
    { fromMs: 0, untilMs: 10 },
    { fromMs: 10, untilMs: 20 },
  ];
  expect([countMostTogether(times, 0), countMostTogether(times, 1)]).to.deep.equal([2, 1]);
});
