// Where the embedded cluster differs from a real one on purpose, each with its reason.
import type { Difference } from './transcript';

/** A difference that is accepted. */
interface Declared {
  readonly scenario?: RegExp;
  readonly step?: RegExp;
  readonly path: RegExp;
  readonly reason: string;
}

const declared: readonly Declared[] = [];

/** The differences that no declaration explains. */
export function undeclared(scenario: string, differences: readonly Difference[]): Difference[] {
  return differences.filter(
    (difference) =>
      !declared.some(
        ({ scenario: where, step, path }) =>
          (where?.test(scenario) ?? true) && (step?.test(difference.step) ?? true) && path.test(difference.path),
      ),
  );
}
