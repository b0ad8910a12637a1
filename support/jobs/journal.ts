// The ledger's file: one line per thing that happened to a job of this run, written before anything else can fail.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * `asking` comes before the request, so that a run which dies in between still tells that a job may exist;
 * `started`, `refused` or `unclear` (no readable answer) after it; `gone` once nothing of the job was left in the cluster.
 */
export type JournalEvent = 'asking' | 'started' | 'refused' | 'unclear' | 'gone';

export interface JournalEntry {
  readonly event: JournalEvent;
  /** Numbers the requests of one scenario. */
  readonly request: number;
  readonly scenario: string;
  readonly jobId?: string;
}

/** Where the entries go; a test uses one in memory. */
export interface Journal {
  write(entry: JournalEntry): void;
}

/** A journal that several processes append to: each entry is one short line, written at once, so a killed run loses none. */
export function openJournal(file: string, run: { id: string; namespace: string; baseUrl: string }): Journal {
  mkdirSync(dirname(file), { recursive: true });
  return {
    write: (entry) => {
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), run, ...entry })}\n`);
    },
  };
}
