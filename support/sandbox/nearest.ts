// Finds the valid names that are nearest to a wrong one.

const shown = 3;

/** The valid names in order of their likeness to `wrong`, the three nearest. */
export function nearest(wrong: string, valid: readonly string[]): string[] {
  const distances = new Map(valid.map((name) => [name, distance(wrong, name)]));
  return [...valid].sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0)).slice(0, shown);
}

/** Levenshtein's: how many letters have to be added, left out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
