// The slots for concurrent jobs: the lowest free number first, used again once its job is gone.

export class Slots {
  readonly #used = new Set<number>();
  /** Every slot below it is taken. */
  #lowest = 1;

  readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  /** The lowest free slot, counted from 1; undefined when all are taken. */
  take(): number | undefined {
    while (this.#used.has(this.#lowest)) {
      this.#lowest += 1;
    }
    if (this.#lowest > this.count) {
      return undefined;
    }
    this.#used.add(this.#lowest);
    return this.#lowest;
  }

  /** Marks the slot of a job that was found at the start. */
  claim(slot: number): void {
    this.#used.add(slot);
  }

  release(slot: number): void {
    this.#used.delete(slot);
    this.#lowest = Math.min(this.#lowest, slot);
  }
}
