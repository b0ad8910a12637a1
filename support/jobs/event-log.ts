// The ledger's file: one line per thing that happened to a job of this run, written before anything else can fail.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/**
 * `asking` comes before the request, so that a run which dies in between still tells that a job may exist;
 * `started`, `refused` or `unclear` (no readable answer) after it; `begun` for a job of which a refusal says that it was begun;
 * `gone` once nothing of the job was left in the cluster, `settled` once it is known that nothing is left of an unanswered request.
 * `holding` comes before a Service of the suite's own is created, `released` after it was deleted.
 */
const events = ['asking', 'started', 'begun', 'refused', 'unclear', 'gone', 'settled', 'holding', 'released'] as const;
/** Below the folder of the reports; runs add to it. */
export const ledgerFile = 'ledger.ndjson';

export type JournalEvent = (typeof events)[number];

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

const recordedEntry = z.object({
  at: z.coerce.date(),
  run: z.object({ id: z.string(), namespace: z.string(), baseUrl: z.string() }),
  event: z.enum(events),
  request: z.int(),
  scenario: z.string(),
  jobId: z.string().optional(),
  service: z.string().optional(),
});

/** An entry as it stands in the file, with its time and its run. */
export type RecordedEntry = z.infer<typeof recordedEntry>;

/** All whole entries of the file, oldest first; none where there is no file. A line that a killed run left half-written tells nothing. */
export function readJournal(file: string): RecordedEntry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.endsWith('}')).map((line) => recordedEntry.parse(JSON.parse(line)));
}

function isStartOf(line: string, runId: string, jobId: string): boolean {
  // Another process may be half-way through its line.
  if (!line.endsWith('}') || !line.includes(jobId)) return false;
  const entry = recordedEntry.parse(JSON.parse(line));
  return entry.event === 'started' && entry.run.id === runId && entry.jobId === jobId;
}
