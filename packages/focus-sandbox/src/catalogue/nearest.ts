// Finds the valid names that are nearest to a wrong one.
import { distance } from 'fastest-levenshtein';

const shown = 3;

/** The valid names in order of their likeness to `wrong`, the three nearest. */
export function nearest(wrong: string, valid: readonly string[]): string[] {
  return valid.toSorted((a, b) => distance(wrong, a) - distance(wrong, b)).slice(0, shown);
}
