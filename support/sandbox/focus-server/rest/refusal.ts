// How the server says no: one error shape for every refusal, the list form of a validation error.

/** One thing that is wrong. `loc` says where (`['body', 'channels', 'max']`), `msg` what was seen and what would be valid. */
export interface Problem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** A request that is refused: its HTTP status and what is wrong, in words for the caller. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map((problem) => problem.msg).join('; '));
  }

  /** The body of the answer. */
  get body(): { readonly detail: readonly Problem[] } {
    return { detail: this.problems };
  }
}

/** A refusal with one reason; `loc`, `type` and `msg` as in `Problem`. */
export function refuse(status: number, loc: Problem['loc'], type: string, msg: string): Refusal {
  return new Refusal(status, [{ loc, msg, type }]);
}
