// The note of a scenario that is not applicable here; the verdict recognizes such scenarios by it.

const prefix = 'Not applicable here: ';

/** The note of a scenario that is not applicable. Without it, the verdict treats a skipped scenario as skipped without a reason. */
export function createNotApplicableNote(reason: string): string {
  return `${prefix}${reason}`;
}

/** The reason in a note of `notApplicableNote`; undefined for any other text. */
export function readNotApplicableNote(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
