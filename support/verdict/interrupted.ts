// The note of a scenario that an interruption cut off; the verdict recognizes such scenarios by it.

const prefix = 'Interrupted: ';

/** The note of a scenario that was cut off or not started. @param reason such as "The run was interrupted (SIGINT)" */
export function createInterruptedNote(reason: string): string {
  return `${prefix}${reason}`;
}

/** The reason in a note of `interruptedNote`; undefined for any other text. */
export function readInterruptedNote(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
