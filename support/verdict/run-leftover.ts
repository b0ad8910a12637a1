// What a job left behind.

/** What was still there of a scenario's job when it had to be gone: the scenario itself had ended before. */
export interface RunLeftover {
  readonly scenario: string;
  readonly text: string;
  /** False where an interruption ended the wait: then it is not a fault of the product. */
  readonly late: boolean;
}
