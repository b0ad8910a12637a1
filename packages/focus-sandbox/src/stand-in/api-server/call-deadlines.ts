// How long the stand-in waits for an answer of the API server: the usual time, or less for calls that a test leaves unanswered.

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The calls that create objects of one resource, and their deadline. */
export interface ShorterDeadline {
  /** Such as `services`. */
  readonly resource: string;
  readonly deadlineMs: number;
}

/** The deadlines of one connection. */
export class CallDeadlines {
  readonly usualMs: number;
  #shorter: ShorterDeadline | undefined;

  constructor(usualMs: number) {
    this.usualMs = usualMs;
  }

  /** From now on the calls that create this resource have a shorter deadline; `undefined` restores the usual one. */
  shorten(shorter: ShorterDeadline | undefined): void {
    this.#shorter = shorter;
  }

  /** The deadline of a call in milliseconds. */
  find(method: Method, path: string): number {
    const { resource, deadlineMs } = this.#shorter ?? {};
    const isCreation = method === 'POST' && resource !== undefined && path.endsWith(`/${resource}`);
    return isCreation && deadlineMs !== undefined ? deadlineMs : this.usualMs;
  }
}
