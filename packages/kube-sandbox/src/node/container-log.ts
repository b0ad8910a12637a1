// The log of one run of a container, bounded in size.
import type { ContainerLog, LogLine } from '../part-interfaces';

/** Lines that are kept; the oldest go first. */
const mostLines = 5_000;

interface Follower {
  readonly onLine: (line: LogLine) => void;
  readonly onEnd: () => void;
}

/** Collects lines, and passes them on to those who follow. */
export class RunLog implements ContainerLog {
  #kept: LogLine[] = [];
  readonly #followers = new Set<Follower>();
  #ended = false;

  get lines(): readonly LogLine[] {
    return this.#kept.slice(-mostLines);
  }

  get open(): boolean {
    return !this.#ended;
  }

  /** Adds text with the present time, a line for each of its lines. */
  write(text: string): void {
    if (this.#ended) return;
    for (const line of text.replace(/\n$/, '').split('\n')) this.#append({ time: new Date(), text: line });
  }

  end(): void {
    this.#ended = true;
    const followers = [...this.#followers];
    this.#followers.clear();
    for (const { onEnd } of followers) onEnd();
  }

  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void {
    if (this.#ended) {
      onEnd();
      return () => undefined;
    }
    const follower = { onLine, onEnd };
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  #append(line: LogLine): void {
    this.#kept.push(line);
    if (this.#kept.length > 2 * mostLines) this.#kept = this.#kept.slice(-mostLines);
    for (const { onLine } of this.#followers) onLine(line);
  }
}
