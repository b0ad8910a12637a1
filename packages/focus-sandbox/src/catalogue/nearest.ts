// Finds the valid names that are nearest to a wrong one.
import { distance } from 'fastest-levenshtein';

const shown = 3;

/** The three valid names that are most like `wrong`, the most similar first. */
export function findNearest(wrong: string, valid: readonly string[]): string[] {
  return valid.toSorted((a, b) => distance(wrong, a) - distance(wrong, b)).slice(0, shown);
}
