// The note by which a scenario that is not applicable here says so, and by which the verdict knows it.

const prefix = 'Not applicable here: ';

/** What a scenario that is not applicable logs, so that the verdict can tell it from one that was skipped without a reason. */
export function notApplicableNote(reason: string): string {
  return `${prefix}${reason}`;
}

/** The reason in a note of `notApplicableNote`; undefined for any other text. */
export function reasonFromNote(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
