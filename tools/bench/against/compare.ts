// Measures two checkouts in turn, so that a busy moment of the machine affects both.
import { loadavg } from 'node:os';
import type { Checkout } from './checkout';
import type { Figure, Measurement } from './compared-figures';

export interface ComparedFigure extends Figure {
  /** One value for each round. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** Highest load of the machine (tasks that run or wait, over the last minute) before a round, this benchmark included. */
  readonly load: number;
}

export interface ComparisonOptions {
  readonly rounds: number;
  /** Called before each measurement. */
  readonly onStart: (line: string) => void;
}

/** Resolves to the figures of a measurement. @throws Error when a command of one of the checkouts fails */
export async function compareCheckouts(
  { figures, measure }: Measurement,
  [ours, theirs]: readonly [Checkout, Checkout],
  { rounds, onStart }: ComparisonOptions,
): Promise<ComparedFigure[]> {
  const values = { ours: [] as (readonly number[])[], theirs: [] as (readonly number[])[] };
  const loads: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    loads.push(loadavg()[0] ?? 0);
    onStart(`${figures[0]?.name}: round ${round + 1} of ${rounds}`);
    // The first of two may find a warmer machine than the second, or a colder one.
    if (round % 2 === 0) values.theirs.push(await measure(theirs));
    values.ours.push(await measure(ours));
    if (round % 2 === 1) values.theirs.push(await measure(theirs));
  }
  return figures.map((figure, index) => ({
    ...figure,
    ours: values.ours.map((round) => round[index] ?? Number.NaN),
    theirs: values.theirs.map((round) => round[index] ?? Number.NaN),
    load: Math.max(...loads),
  }));
}
