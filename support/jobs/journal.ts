// The ledger's file: one line per thing that happened to a job of this run, written before anything else can fail.
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * `asking` comes before the request, so that a run which dies in between still tells that a job may exist;
 * `started`, `refused` or `unclear` (no readable answer) after it; `gone` once nothing of the job was left in the cluster.
 * `holding` comes before a Service of the suite's own is created, `released` after it was deleted.
 */
export type JournalEvent = 'asking' | 'started' | 'refused' | 'unclear' | 'gone' | 'holding' | 'released';

export interface JournalEntry {
  readonly event: JournalEvent;
  /** Numbers the requests of one scenario. */
  readonly request: number;
  readonly scenario: string;
  readonly jobId?: string;
  /** Name of a Service of the suite's own. */
  readonly service?: string;
}

/** Where the entries go; a test uses one in memory. */
export interface Journal {
  readonly runId: string;
  write(entry: JournalEntry): void;
  /** How often this run, all its processes together, was given the job id. */
  timesStarted(jobId: string): number;
}

/** A journal that several processes append to: each entry is one short line, written at once, so a killed run loses none. */
export function openJournal(file: string, run: { id: string; namespace: string; baseUrl: string }): Journal {
  mkdirSync(dirname(file), { recursive: true });
  return {
    runId: run.id,
    timesStarted: (jobId) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.filter((line) => isStartOf(line, run.id, jobId)).length;
    },
    write: (entry) => {
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), run, ...entry })}\n`);
    },
  };
}

function isStartOf(line: string, runId: string, jobId: string): boolean {
  // Another process may be half-way through its line.
  if (!line.endsWith('}') || !line.includes(jobId)) return false;
  const entry = JSON.parse(line) as { run: { id: string } } & JournalEntry;
  return entry.event === 'started' && entry.run.id === runId && entry.jobId === jobId;
}
