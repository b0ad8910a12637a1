// What the calls of the REST API work with.
import type { DataSource } from '../data/data-source';
import type { Hooks } from '../hooks';
import type { Jobs } from '../jobs/jobs';
import type { ServerSettings } from '../settings';

export interface Parts {
  readonly jobs: Jobs;
  readonly source: DataSource;
  readonly settings: ServerSettings;
  readonly hooks: Hooks;
  /** Counts the jobs that were asked for, and tells when the server is to end. */
  readonly started: StartCounter;
}

/** Counts the starts of jobs since the server was last without a job, and tells when there were enough: what wears out recovers in a pause. */
export class StartCounter {
  readonly #reached = Promise.withResolvers<void>();
  #count = 0;
  #unanswered = 0;

  constructor(private readonly limit: number) {}

  /** The number of this start, from 1; `running` is how many jobs there are at the moment. */
  next(running: number): number {
    this.#count = running + this.#unanswered === 0 ? 1 : this.#count + 1;
    this.#unanswered += 1;
    return this.#count;
  }

  /** Call it when a start is to be answered, whatever came of it. */
  answered(): void {
    this.#unanswered -= 1;
    if (this.#count >= this.limit) {
      this.#reached.resolve();
    }
  }

  /** The limit counts as reached. */
  end(): void {
    this.#reached.resolve();
  }

  /** Resolves once the limit is reached. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }
}
