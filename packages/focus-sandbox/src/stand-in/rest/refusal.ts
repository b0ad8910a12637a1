// How the server says no: one error shape for every refusal, the list form of a validation error.

/** One thing that is wrong. `loc` says where (`['body', 'channels', 'max']`), `msg` what was seen and what would be valid. */
export interface Problem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** An answer as it is sent. */
export interface Reply {
  readonly status: number;
  /** Its content type. */
  readonly type: string;
  readonly body: string;
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

  get reply(): Reply {
    return { status: this.status, type: 'application/json', body: JSON.stringify({ detail: this.problems }) };
  }
}

/** A refusal with one reason; `loc`, `type` and `msg` as in `Problem`. */
export function refuse(status: number, loc: Problem['loc'], type: string, msg: string): Refusal {
  return new Refusal(status, [{ loc, msg, type }]);
}
