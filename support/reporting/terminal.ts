// The abilities of the terminal that a run writes to.

export interface Terminal {
  readonly colors: boolean;
  /** Whether a line can be overwritten, such as that of the running scenario. */
  readonly rewrites: boolean;
}

/** A file, a pipe and a dumb terminal get plain text; `NO_COLOR` (no-color.org) turns colors off everywhere. */
export function readTerminal(stream: object, { TERM, NO_COLOR = '' }: NodeJS.ProcessEnv): Terminal {
  const rewrites = 'isTTY' in stream && stream.isTTY === true && TERM !== 'dumb';
  return { rewrites, colors: rewrites && NO_COLOR === '' };
}
