// Measures how long no channel has been open.

export class IdleTimer {
  readonly #limitMs: number;
  readonly #expiry = Promise.withResolvers<string>();
  #timer: NodeJS.Timeout | undefined;
  #open = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.#start();
  }

  /** Call it when a channel was opened. */
  channelOpened(): void {
    this.#open += 1;
    clearTimeout(this.#timer);
  }

  /** Call it when a channel was closed; after the last one the time starts again. */
  channelClosed(): void {
    this.#open -= 1;
    if (this.#open === 0) {
      this.#start();
    }
  }

  /** Resolves with a sentence for the log once no channel was open for the whole limit. */
  waitUntilIdle(): Promise<string> {
    return this.#expiry.promise;
  }

  stop(): void {
    this.#open = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
  }

  #start(): void {
    const sentence = `no channel was open for ${this.#limitMs} ms`;
    this.#timer = setTimeout(() => this.#expiry.resolve(sentence), this.#limitMs);
  }
}
