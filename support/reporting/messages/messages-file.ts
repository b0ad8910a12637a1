// reports/messages.ndjson, written message by message during the run: it is complete up to the moment at which the run ends.
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, statSync } from 'node:fs';
import type { Envelope } from '@cucumber/messages';
import { toMessageChain } from '../../common/errors';

export class MessagesFile {
  readonly #file: string;
  readonly #descriptor: number;
  #size = 0;
  #failure: string | undefined;

  /** Creates an empty file. */
  constructor(file: string) {
    this.#file = file;
    this.#descriptor = openSync(file, 'w');
  }

  /** Appends a line. After the first line that cannot be written, the file is not changed any more, and `problem` has the reason. */
  append(envelope: Envelope): void {
    if (this.#failure !== undefined) return;
    const line = Buffer.from(`${JSON.stringify(envelope)}\n`);
    try {
      appendFileSync(this.#descriptor, line);
      this.#size += line.length;
    } catch (error) {
      this.#failure = toMessageChain(error);
      ftruncateSync(this.#descriptor, this.#size);
    }
  }

  /** Whether another run has replaced the file by its own. */
  get replaced(): boolean {
    const found = statSync(this.#file, { throwIfNoEntry: false });
    return found !== undefined && found.ino !== fstatSync(this.#descriptor).ino;
  }

  /** Why the file is not a complete record of the run; undefined if it is complete. */
  get problem(): string | undefined {
    if (this.#failure !== undefined) return `${this.#file} ends before the run does: ${this.#failure}`;
    if (this.replaced) {
      return `Another run writes its reports to ${this.#file} and beside it, so this one writes none: give each run a folder of its own (FOCUS_REPORTS).`;
    }
    const found = statSync(this.#file, { throwIfNoEntry: false });
    return found === undefined ? `${this.#file} was removed while the run wrote to it.` : undefined;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
