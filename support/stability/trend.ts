// The growth of a series of samples: a slope that is robust against outliers, with its confidence interval.
import { median, probit, quantileSorted } from 'simple-statistics';

/** A sample: its time `x`, in any unit, and its value `y`. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Trend {
  /** Growth for each unit of `x`, as a share of the value at the first sample: 0.01 is 1 %. */
  readonly growth: number;
  /** The true growth lies between these with the given confidence. */
  readonly lower: number;
  readonly upper: number;
  /** The fitted values at the first and the last sample. */
  readonly start: number;
  readonly end: number;
  readonly samples: number;
}

/** Below this number, Kendall's statistic is not close enough to a normal distribution (Kendall, Rank Correlation Methods). */
export const fewestSamples = 10;

/**
 * The median of the slopes between all pairs of samples (Theil 1950, Sen 1968), and Sen's confidence interval, whose ranks come from the normal
 * approximation of Kendall's statistic. `confidence` is two-sided, such as 0.999. Undefined for fewer than `fewestSamples` distinct times,
 * or if the fitted start is not above zero, so that a share of it has no meaning.
 */
export function computeTrend(points: readonly Point[], confidence: number): Trend | undefined {
  if (new Set(points.map(({ x }) => x)).size < fewestSamples) return undefined;
  const slopes = computePairSlopes(points);
  const slope = quantileSorted(slopes, 0.5);
  const base = median(points.map(({ x, y }) => y - slope * x));
  const times = points.map(({ x }) => x);
  const [start, end] = [base + slope * Math.min(...times), base + slope * Math.max(...times)];
  if (start <= 0) return undefined;
  const [lower, upper] = computeSenInterval(slopes, points.length, confidence);
  return { growth: slope / start, lower: lower / start, upper: upper / start, start, end, samples: points.length };
}

function computePairSlopes(points: readonly Point[]): number[] {
  const slopes = points.flatMap((left, index) =>
    points.slice(index + 1).flatMap((right) => (right.x === left.x ? [] : [(right.y - left.y) / (right.x - left.x)])),
  );
  return slopes.sort((left, right) => left - right);
}

function computeSenInterval(slopes: readonly number[], count: number, confidence: number): [number, number] {
  const spread = probit((1 + confidence) / 2) * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const at = (rank: number): number => slopes[Math.min(Math.max(rank, 0), slopes.length - 1)] ?? 0;
  return [at(Math.floor((slopes.length - spread) / 2) - 1), at(Math.ceil((slopes.length + spread) / 2))];
}
