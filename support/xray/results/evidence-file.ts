// Cucumber's JSON report without its long attachments, which stay in the file until they are sent: they would fill the memory several times.
import { closeSync, openSync, readSync } from 'node:fs';

/** A shorter attachment is read with the report. */
const shortestBytes = 1_024;
const chunkBytes = 64 * 1024;
const quote = 0x22;
/** The beginning of a value; inside another text its quotes would be escaped. */
const valueStart = /"data"\s*:\s*"/;
/** At least as long as `valueStart` with its spaces. */
const overlapBytes = 64;

/** The text of the report, in which each long attachment is empty and has the range of its base64 text as `stored`. */
export function readWithoutEvidence(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const scanner = new EvidenceScanner();
    const chunk = Buffer.alloc(chunkBytes);
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunkBytes, null);
      if (length === 0) return scanner.end();
      scanner.push(chunk.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}

class EvidenceScanner {
  readonly #kept: Buffer[] = [];
  /** The bytes that are not decided yet, and the position of the first of them in the file. */
  #bytes = Buffer.alloc(0);
  #position = 0;
  /** The position of the value that is being read; undefined between values. */
  #from: number | undefined;

  push(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (this.#from === undefined ? this.#findValue() : this.#endValue(this.#from)) {
      // Each step decides a part of the bytes.
    }
  }

  end(): string {
    this.#keep(this.#bytes.length);
    return Buffer.concat(this.#kept).toString('utf8');
  }

  #findValue(): boolean {
    const match = valueStart.exec(this.#bytes.toString('latin1'));
    if (match === null) {
      this.#keep(Math.max(0, this.#bytes.length - overlapBytes));
      return false;
    }
    this.#keep(match.index + match[0].length);
    this.#from = this.#position;
    return true;
  }

  /** Base64 has no quotes. */
  #endValue(from: number): boolean {
    const end = this.#bytes.indexOf(quote);
    const isLong = this.#position - from + (end < 0 ? this.#bytes.length : end) >= shortestBytes;
    if (end < 0) {
      if (isLong) this.#drop(this.#bytes.length);
      return false;
    }
    if (isLong) {
      this.#drop(end);
      this.#kept.push(Buffer.from(`","stored":[${from},${this.#position}]`));
      this.#drop(1);
    } else {
      this.#keep(end);
    }
    this.#from = undefined;
    return true;
  }

  #keep(length: number): void {
    this.#kept.push(Buffer.from(this.#bytes.subarray(0, length)));
    this.#drop(length);
  }

  #drop(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
    this.#position += length;
  }
}
