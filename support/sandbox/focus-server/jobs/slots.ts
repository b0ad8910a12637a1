// The places for concurrent jobs: the lowest free number first, used again once its job is gone.

export class Slots {
  readonly #used = new Set<number>();

  constructor(readonly count: number) {}

  /** The lowest free slot, counted from 1; undefined when all are taken. */
  take(): number | undefined {
    for (let slot = 1; slot <= this.count; slot += 1) {
      if (!this.#used.has(slot)) {
        this.#used.add(slot);
        return slot;
      }
    }
    return undefined;
  }

  /** Marks a slot that a job found at start has. */
  claim(slot: number): void {
    this.#used.add(slot);
  }

  release(slot: number): void {
    this.#used.delete(slot);
  }
}
