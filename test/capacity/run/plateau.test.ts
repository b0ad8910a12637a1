// The plateau of a capacity run.
import { test } from 'node:test';
import { expect } from 'chai';
import { findBestPlateau } from '../../../support/capacity/run/plateau';

test('the plateau is the long enough period with the most jobs alive', () => {
  const spans = [
    { fromMs: 0, untilMs: 4_000 },
    { fromMs: 1_000, untilMs: 9_000 },
    { fromMs: 2_000, untilMs: 10_000 },
    { fromMs: 3_000, untilMs: 3_500 },
  ];
  expect(findBestPlateau(spans, 5_000, 10_000)).to.deep.equal({ alive: 2, fromMs: 2_000, heldMs: 7_000 });
  expect(findBestPlateau(spans, 1_000, 10_000)).to.deep.equal({ alive: 3, fromMs: 2_000, heldMs: 2_000 });
});

test('for a run that was too short, it is the moment at which the most jobs were alive', () => {
  const spans = [
    { fromMs: 0, untilMs: 2_000 },
    { fromMs: 500, untilMs: 3_000 },
  ];
  expect(findBestPlateau(spans, 5_000, 3_000)).to.deep.equal({ alive: 2, fromMs: 500, heldMs: 1_500 });
  expect(findBestPlateau([], 5_000, 3_000)).to.deep.equal({ alive: 0, fromMs: 0, heldMs: 0 });
});
