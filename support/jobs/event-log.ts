// The ledger's file: one line for each thing that happened to a job of a run, written before anything else can fail.
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { WallTimeByCause } from '../common/wall-time';
import { formatTenths } from '../common/wording';
import { type SharedAnswers, sharedAnswersSchema } from './shared-answers';

/**
 * `requested` comes before the request is sent, so that the file of a run that dies in between still shows that a job may exist. After the answer
 * comes `started`, `refused`, or `unclear` (no readable answer); `unanswered` where the call ended without one; `begun` for a job that a refusal names, `appeared` for one that no answer names.
 * `gone` means that nothing of the job is left in the cluster, `settled` that nothing is left of a request without an answer.
 * `left` means that a job was not gone in time, `unfinished` that an interruption ended the wait for it; `text` lists what was still there.
 * `repeating` means that a scenario is about to repeat refused requests alone, to see which of them creates objects that no answer names, and `repeated`
 * that it has ended: `subjects` are the jobs and objects in question, `booked` the scenarios that they count against.
 * `sharing` means that a scenario needs the answer to its row of a table of wrong requests: the first one sends all rows of it, and `shared` has the answers.
 * `timed` ends a process, with what it has waited for.
 * `holding` comes before a Service of the suite's own is created, `released` after it was deleted.
 */
const eventNames = [
  'requested',
  'started',
  'begun',
  'appeared',
  'refused',
  'unclear',
  'unanswered',
  'gone',
  'settled',
  'left',
  'unfinished',
  'repeating',
  'repeated',
  'sharing',
  'shared',
  'holding',
  'released',
  'timed',
] as const;
/** Below the folder of the reports; runs append to it. */
export const ledgerFile = 'ledger.ndjson';

export interface LedgerEvent {
  readonly event: (typeof eventNames)[number];
  /** Numbers the requests of one scenario. */
  readonly request: number;
  readonly scenario: string;
  readonly jobId?: string | undefined;
  /** Name of a Service of the suite's own. */
  readonly service?: string | undefined;
  /** Of a refused request, so that it can be repeated. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** What was still there of a job, or what repeated requests showed, for a reader. */
  readonly text?: string | undefined;
  /** The jobs, and the objects that belong to no job, that the event is about. */
  readonly subjects?: readonly string[] | undefined;
  /** Scenarios that the subjects count against. */
  readonly booked?: readonly string[] | undefined;
  /** A table of wrong requests: the scenario of its first row. */
  readonly table?: string | undefined;
  readonly answers?: SharedAnswers | undefined;
  /** Milliseconds of a process by what it has waited for. */
  readonly times?: WallTimeByCause | undefined;
  /** Whether the requests of these scenarios create objects each time that they are repeated alone. */
  readonly reappeared?: boolean | undefined;
}

/** Where the events of one run are written; a test uses one in memory. */
export interface EventLog {
  readonly runId: string;
  write(event: LedgerEvent): void;
  /** The events of this run so far, of all its processes, oldest first. */
  read(): readonly LedgerEvent[];
  /** Nothing is written after it. */
  close(): void;
}

interface RunIdentity {
  readonly id: string;
  readonly namespace: string;
  readonly baseUrl: string;
}

/** An event log that several processes append to: each event is one short line, written at once, so a killed run loses none. */
export function openEventLog(file: string, run: RunIdentity): EventLog {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a+');
  const tail = new FileTail(descriptor);
  const ownEvents: RecordedEvent[] = [];
  return {
    runId: run.id,
    read: () => {
      // What was read before is not read again: the file only grows.
      ownEvents.push(...parseLines(tail.readNewLines()).filter((event) => event.run.id === run.id));
      return ownEvents;
    },
    write: (event) => {
      writeSync(descriptor, `${JSON.stringify({ at: new Date().toISOString(), run, ...event })}\n`);
    },
    close: () => closeSync(descriptor),
  };
}

/** How often the run started a job of that id. */
export function countStarts(events: readonly LedgerEvent[], jobId: string): number {
  return events.filter(({ event, jobId: started }) => event === 'started' && started === jobId).length;
}

/** The highest number of a request that was recorded for the scenario; 0 if there is none. */
export function findLastRequest(events: readonly LedgerEvent[], scenario: string): number {
  const own = events.filter((event) => event.event === 'requested' && event.scenario === scenario);
  return Math.max(0, ...own.map(({ request }) => request));
}

/** Such as `208 requests, 143 jobs started, 2 that no answer names, 145 seen gone`, for the report. */
export function summarizeEvents(events: readonly LedgerEvent[]): string {
  const count = (...names: readonly LedgerEvent['event'][]) =>
    events.filter(({ event }) => names.includes(event)).length;
  const unnamed = count('appeared');
  return [
    formatCount(count('requested'), 'request'),
    `${formatCount(count('started', 'begun'), 'job')} started`,
    ...(unnamed === 0 ? [] : [`${unnamed} that no answer names`]),
    `${count('gone')} seen gone`,
  ].join(', ');
}

/** Such as `Focus Server 12.3 s, cluster 45.0 s, removal of jobs 10.2 s, suite 8.1 s`, for the report; of all workers together. */
export function summarizeTimes(events: readonly LedgerEvent[]): string {
  const ended = events.flatMap(({ times }) => times ?? []);
  if (ended.length === 0) return 'not measured: no process of the run came to its end';
  const sum = (cause: keyof WallTimeByCause) => formatTenths(ended.reduce((total, times) => total + times[cause], 0));
  const workers = ended.length === 1 ? '' : ` (${ended.length} workers together)`;
  return `Focus Server ${sum('server')}, cluster ${sum('cluster')}, removal of jobs ${sum('removal')}, suite ${sum('suite')}${workers}`;
}

function formatCount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

interface Leftover {
  readonly scenario: string;
  readonly text: string;
  readonly late: boolean;
}

/**
 * What the jobs of the run left behind, in order; `late` is false where an interruption ended the wait. What repeated requests have shown counts
 * against the booked scenarios, not against the one that happened to see it.
 */
export function findLeftovers(events: readonly LedgerEvent[]): Leftover[] {
  const booked = new Set(events.flatMap(({ event, subjects = [] }) => (event === 'repeated' ? subjects : [])));
  return events.flatMap(({ event, scenario, text = '', subjects = [], ...rest }) => {
    if (event === 'repeated') return (rest.booked ?? []).map((suspect) => ({ scenario: suspect, text, late: true }));
    if (event !== 'left' && event !== 'unfinished') return [];
    const isBooked = subjects.length > 0 && subjects.every((subject) => booked.has(subject));
    return isBooked ? [] : { scenario, text, late: event === 'left' };
  });
}

interface RequestsOfOthers {
  /** Jobs that answers name. */
  readonly named: ReadonlySet<string>;
  /** Jobs that no answer names, which another scenario has recorded. */
  readonly appeared: ReadonlySet<string>;
  readonly unanswered: boolean;
}

/** The jobs of the run's other scenarios, and whether one of their requests is still on its way. @param sent counts only requests among so many first events */
export function listRequestsOfOthers(
  events: readonly LedgerEvent[],
  scenario: string,
  sent = events.length,
): RequestsOfOthers {
  const others = events.filter((event) => event.scenario !== scenario);
  const createKey = (event: LedgerEvent) => `${event.request} ${event.scenario}`;
  const answered = new Set(others.filter(({ event }) => event !== 'requested').map(createKey));
  const requested = events.slice(0, sent).filter((event) => event.event === 'requested' && event.scenario !== scenario);
  const listJobs = (...names: readonly LedgerEvent['event'][]) =>
    new Set(others.flatMap(({ event, jobId }) => (names.includes(event) ? (jobId ?? []) : [])));
  return {
    named: listJobs('started', 'begun'),
    appeared: listJobs('appeared'),
    unanswered: requested.some((event) => !answered.has(createKey(event))),
  };
}

/** Whether a request of a scenario that is none of these has ended without an answer: a job that no answer names may be its. */
export function hasUnanswered(events: readonly LedgerEvent[], scenarios: readonly string[]): boolean {
  return events.some(({ event, scenario }) => event === 'unanswered' && !scenarios.includes(scenario));
}

const recordedEvent = z.object({
  at: z.coerce.date(),
  run: z.object({ id: z.string(), namespace: z.string(), baseUrl: z.string() }),
  // Earlier versions of the suite wrote "asking".
  event: z.preprocess((name) => (name === 'asking' ? 'requested' : name), z.enum(eventNames)),
  request: z.int(),
  scenario: z.string(),
  jobId: z.string().optional(),
  service: z.string().optional(),
  body: z.record(z.string(), z.unknown()).optional(),
  text: z.string().optional(),
  subjects: z.array(z.string()).optional(),
  booked: z.array(z.string()).optional(),
  reappeared: z.boolean().optional(),
  table: z.string().optional(),
  answers: sharedAnswersSchema.optional(),
  times: z.object({ server: z.number(), cluster: z.number(), removal: z.number(), suite: z.number() }).optional(),
});

/** An event as it stands in the file, with its time and its run. */
export type RecordedEvent = z.infer<typeof recordedEvent>;

/** All whole events of the file, oldest first; none where there is no file. A line that a killed run left half-written is left out. */
export function readEventLog(file: string): RecordedEvent[] {
  return existsSync(file) ? parseLines(readFileSync(file, 'utf8').split('\n')) : [];
}

function parseLines(lines: readonly string[]): RecordedEvent[] {
  return lines.filter((line) => line.endsWith('}')).map((line) => recordedEvent.parse(JSON.parse(line)));
}

/** Reads a growing file from where it stopped reading before. */
class FileTail {
  readonly #descriptor: number;
  #position = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** The lines that were completed since the last call. */
  readNewLines(): string[] {
    const added = Buffer.alloc(fstatSync(this.#descriptor).size - this.#position);
    const length = readSync(this.#descriptor, added, 0, added.length, this.#position);
    const complete = added.subarray(0, added.lastIndexOf('\n', length - 1) + 1);
    this.#position += complete.length;
    return complete.toString('utf8').split('\n');
  }
}
