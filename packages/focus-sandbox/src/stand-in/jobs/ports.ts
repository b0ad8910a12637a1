// Which ports the jobs get: counted up, round the range, past those that are in use.

const firstPort = 12301;
const firstNodePort = 30000;

/** The offset of a job that was found without a Service. */
export const noPort = -1;

/** The `port` of a Service: it counts up from 12301. */
export function toServicePort(offset: number): number {
  return firstPort + offset;
}

/** The `nodePort` of a Service: it counts up from 30000, the start of Kubernetes' default range. */
export function toNodePort(offset: number): number {
  return firstNodePort + offset;
}

/** The offset of a `nodePort`; undefined below the range. */
export function toPortOffset(nodePort: number): number | undefined {
  return nodePort >= firstNodePort ? nodePort - firstNodePort : undefined;
}

/** The ports given to jobs. A freed port comes round again after the others, so that late packets reach no new job. */
export class Ports {
  readonly #used = new Set<number>();
  readonly #size: number;
  #next = 0;

  /** `lastNodePort` is the end of the range. */
  constructor(lastNodePort: number) {
    this.#size = lastNodePort - firstNodePort + 1;
  }

  /** The next free offset; undefined when the range is exhausted. */
  take(): number | undefined {
    for (let tried = 0; tried < this.#size; tried += 1) {
      const offset = (this.#next + tried) % this.#size;
      if (!this.#used.has(offset)) {
        this.#used.add(offset);
        this.#next = (offset + 1) % this.#size;
        return offset;
      }
    }
    return undefined;
  }

  /** Marks the offset of a job that was found at the start. */
  claim(offset: number): void {
    this.#used.add(offset);
    this.#next = Math.max(this.#next, offset + 1) % this.#size;
  }

  /** Marks an offset that was not counted up to. */
  hold(offset: number): void {
    this.#used.add(offset);
  }

  release(offset: number): void {
    this.#used.delete(offset);
  }
}
