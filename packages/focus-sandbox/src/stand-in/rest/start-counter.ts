// Counts the requested jobs since the server was last without a job: what wears out recovers in a pause.

export class StartCounter {
  readonly #limitReached = Promise.withResolvers<void>();
  readonly #limit: number;
  #count = 0;
  #unanswered = 0;

  /** @param limit the server ends after this number of jobs without a pause */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The number of this start, from 1; `running` is how many jobs there are at the moment. */
  next(running: number): number {
    this.#count = running + this.#unanswered === 0 ? 1 : this.#count + 1;
    this.#unanswered += 1;
    return this.#count;
  }

  /** Call it when the request for a start is about to be answered, whatever the answer is. */
  markAnswered(): void {
    this.#unanswered -= 1;
    if (this.#count >= this.#limit) {
      this.#limitReached.resolve();
    }
  }

  /** Counts the limit as reached, so that the server ends. */
  endServer(): void {
    this.#limitReached.resolve();
  }

  /** Resolves once the limit is reached. */
  get limitReached(): Promise<void> {
    return this.#limitReached.promise;
  }
}
