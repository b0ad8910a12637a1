// Refusals: all have one shape, the list form of a validation error.

/** One thing that is wrong. `loc` is where (`['body', 'channels', 'max']`), `msg` is what was seen and what would be valid. */
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

/** A request that is refused: its HTTP status and what is wrong, as text for the caller. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(status: number, problems: readonly Problem[]) {
    super(problems.map((problem) => problem.msg).join('; '));
    this.status = status;
    this.problems = problems;
  }

  get reply(): Reply {
    return { status: this.status, type: 'application/json', body: JSON.stringify({ detail: this.problems }) };
  }
}

/** The refusal of a server that failed for a reason which is not the caller's. */
export function refuseInternally(): Refusal {
  return refuse(500, ['server'], 'internal', 'the server failed; its log has the reason');
}

/** A refusal with one reason; `loc`, `type` and `msg` as in `Problem`. */
export function refuse(status: number, loc: Problem['loc'], type: string, msg: string): Refusal {
  return new Refusal(status, [{ loc, msg, type }]);
}
