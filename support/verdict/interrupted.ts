// The note by which a scenario that an interruption kept from its end says so, and by which the verdict knows it.

const prefix = 'Interrupted: ';

/** What a scenario logs that was cut off or not begun. @param reason such as "The run was interrupted (SIGINT)" */
export function interruptedNote(reason: string): string {
  return `${prefix}${reason}`;
}

/** The reason in a note of `interruptedNote`; undefined for any other text. */
export function interruptionFromNote(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
