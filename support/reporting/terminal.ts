// What the output of a run can show.

export interface Terminal {
  readonly colours: boolean;
  /** Whether a line can be written once more, such as that of the running scenario. */
  readonly rewrites: boolean;
}

/** A file, a pipe and a dumb terminal show text alone; `NO_COLOR` (no-color.org) takes the colours from any. */
export function terminalOf(stream: object, { TERM, NO_COLOR = '' }: NodeJS.ProcessEnv): Terminal {
  const rewrites = 'isTTY' in stream && stream.isTTY === true && TERM !== 'dumb';
  return { rewrites, colours: rewrites && NO_COLOR === '' };
}
