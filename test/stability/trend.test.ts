// The robust trend: exact on a line, not changed by outliers, undefined for too few samples.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { computeTrend, type Point } from '../../support/stability/trend';
import { createRandom, normal } from './series';

describe('the trend of samples', () => {
  test('is exact on a line, as a share of its start', () => {
    const trend = computeTrend(
      line(20, (x) => 200 + 4 * x),
      0.99,
    );
    expect(trend).to.deep.equal({ growth: 0.02, lower: 0.02, upper: 0.02, start: 200, end: 276, samples: 20 });
  });

  test('is not changed by one fifth of outliers', () => {
    const trend = computeTrend(
      line(20, (x) => (x % 5 === 3 ? 9_999 : 200 + 4 * x)),
      0.99,
    );
    expect(trend?.growth).to.be.closeTo(0.02, 0.006);
  });
});

describe('the uncertainty of a trend', () => {
  test('shrinks with more samples and contains the true growth', () => {
    const random = createRandom(7);
    const noisy = (count: number) =>
      computeTrend(
        line(count, (x) => (100 + x) * (1 + 0.1 * normal(random))),
        0.99,
      );
    const [few, many] = [noisy(30), noisy(120)];
    expect(computeWidth(many)).to.be.lessThan(computeWidth(few) / 4);
    expect([few, many].map((trend) => trend && trend.lower < 0.01 && 0.01 < trend.upper)).to.deep.equal([true, true]);
  });

  test('covers the true growth in about as many of 500 series as its confidence states', () => {
    const held = Array.from({ length: 500 }, (_, seed) => {
      const random = createRandom(seed + 1);
      const trend = computeTrend(
        line(40, (x) => 100 + x + 10 * normal(random)),
        0.95,
      );
      return trend !== undefined && trend.lower * trend.start <= 1 && 1 <= trend.upper * trend.start;
    });
    expect(held.filter(Boolean).length / 500).to.be.within(0.93, 0.98);
  });
});

describe('a trend that cannot be computed', () => {
  test('is undefined for fewer than ten samples, or if a share has no meaning', () => {
    expect(
      computeTrend(
        line(9, (x) => x + 1),
        0.99,
      ),
    ).to.equal(undefined);
    expect(computeTrend([...line(9, () => 1), ...line(9, () => 1)], 0.99)).to.equal(undefined);
    expect(
      computeTrend(
        line(20, () => 0),
        0.99,
      ),
    ).to.equal(undefined);
  });
});

function line(count: number, y: (x: number) => number): Point[] {
  return Array.from({ length: count }, (_, x) => ({ x, y: y(x) }));
}

function computeWidth(trend: ReturnType<typeof computeTrend>): number {
  return trend === undefined ? Number.NaN : trend.upper - trend.lower;
}
