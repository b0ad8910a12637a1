// Measures for how long no channel was open.

export class IdleTimer {
  readonly #expiry = Promise.withResolvers<string>();
  #timer: NodeJS.Timeout | undefined;
  #open = 0;

  constructor(private readonly limitMs: number) {
    this.#start();
  }

  /** A channel was opened: the job is looked at. */
  opened(): void {
    this.#open += 1;
    clearTimeout(this.#timer);
  }

  /** A channel was closed; after the last one the time begins anew. */
  closed(): void {
    this.#open -= 1;
    if (this.#open === 0) {
      this.#start();
    }
  }

  /** Resolves with a sentence for the log once no channel was open for the whole limit. */
  expiry(): Promise<string> {
    return this.#expiry.promise;
  }

  stop(): void {
    this.#open = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
  }

  #start(): void {
    const sentence = `no channel was open for ${this.limitMs} ms`;
    this.#timer = setTimeout(() => this.#expiry.resolve(sentence), this.limitMs);
  }
}
