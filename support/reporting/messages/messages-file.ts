// reports/messages.ndjson, written while the run goes on: it survives whatever ends the run.
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, statSync } from 'node:fs';
import type { Envelope } from '@cucumber/messages';
import { messageChain } from '../../common/errors';

export class MessagesFile {
  readonly #file: string;
  readonly #descriptor: number;
  #size = 0;
  #failure: string | undefined;

  /** Begins an empty file. */
  constructor(file: string) {
    this.#file = file;
    this.#descriptor = openSync(file, 'w');
  }

  /** Adds a whole line. After the first one that cannot be written the file stays as it is, and `problem` tells. */
  append(envelope: Envelope): void {
    if (this.#failure !== undefined) return;
    const line = Buffer.from(`${JSON.stringify(envelope)}\n`);
    try {
      appendFileSync(this.#descriptor, line);
      this.#size += line.length;
    } catch (error) {
      this.#failure = messageChain(error);
      ftruncateSync(this.#descriptor, this.#size);
    }
  }

  /** Whether another run has begun a file of its own in this one's place. */
  get replaced(): boolean {
    const found = statSync(this.#file, { throwIfNoEntry: false });
    return found !== undefined && found.ino !== fstatSync(this.#descriptor).ino;
  }

  /** Why the file is not the record of the whole run; undefined when it is. */
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
