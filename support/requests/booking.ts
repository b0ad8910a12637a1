// Decides against which scenarios a job or object counts that appeared while several scenarios had requests refused, and that no answer names.
import type { EventLog, LedgerEvent } from '../jobs/event-log';
import { type RepeatResult, repeatAlone } from '../jobs/repeat-alone';

type Body = Readonly<Record<string, unknown>>;

/** A server that creates something for each of these requests creates it again: once may be chance. */
const repeats = 2;

export interface BookingOptions {
  readonly eventLog: Pick<EventLog, 'read' | 'write'>;
  readonly scenario: string;
  readonly signal: AbortSignal;
  /** Sends a request for a job, and records its job for the removal. */
  readonly send: (body: Body) => Promise<unknown>;
  /** Opens a job: what a refused request creates with a delay has had the time that this takes. */
  readonly openValid: () => Promise<unknown>;
  /** The jobs, and the objects that belong to no job, that have appeared until now and that no answer names. */
  readonly findUnclaimed: () => Promise<readonly string[]>;
}

/** A scenario with its refused requests. */
interface Suspect {
  readonly scenario: string;
  readonly bodies: readonly Body[];
}

export interface Booking {
  /** Whether the subjects count against the scenario itself. */
  readonly own: boolean;
  /** What the repeated requests have shown. */
  readonly text: string;
}

/**
 * Repeats the refused requests of all scenarios that had some since this scenario's first request, alone, one scenario after the other. The subjects
 * count against the scenarios whose requests create something each time; where there is none, against all of them. A subject is decided once for
 * all scenarios of the run. Resolves to undefined if no other scenario had a request refused meanwhile: then there is nothing to decide.
 */
export async function bookSubjects(subjects: readonly string[], options: BookingOptions): Promise<Booking | undefined> {
  const { eventLog, scenario } = options;
  if (findSuspects(eventLog.read(), scenario).every((suspect) => suspect.scenario === scenario)) return undefined;
  if (!isDecided(subjects, eventLog.read())) {
    await repeatAlone(options, async () =>
      isDecided(subjects, eventLog.read()) ? {} : await decide(subjects, options),
    );
  }
  const decisions = listDecisions(eventLog.read()).filter((decision) => concerns(decision, subjects));
  return {
    own: decisions.some(({ booked = [] }) => booked.includes(scenario)),
    text: decisions.map(({ text = '' }) => text).join('; '),
  };
}

async function decide(subjects: readonly string[], options: BookingOptions): Promise<RepeatResult> {
  const events = options.eventLog.read();
  const suspects = findSuspects(events, options.scenario);
  const known = new Set(listDecisions(events).flatMap(({ reappeared, booked = [] }) => (reappeared ? booked : [])));
  const causes: string[] = [];
  const seen = new Set([...subjects, ...(await options.findUnclaimed())]);
  const created = new Set(subjects);
  for (const suspect of suspects) {
    const isCause = known.has(suspect.scenario) || (await createsEachTime(suspect, { seen, created }, options));
    if (isCause) causes.push(suspect.scenario);
  }
  const reappeared = causes.length > 0;
  const booked = reappeared ? causes : suspects.map(({ scenario }) => scenario);
  return { subjects: [...created], booked, reappeared, text: describe(subjects, booked, reappeared) };
}

/** Adds what appears. */
async function createsEachTime(
  { bodies }: Suspect,
  { seen, created }: Record<'seen' | 'created', Set<string>>,
  { send, openValid, findUnclaimed }: BookingOptions,
): Promise<boolean> {
  for (let count = 0; count < repeats; count += 1) {
    for (const body of bodies) await send(body);
    await openValid();
    const appeared = (await findUnclaimed()).filter((subject) => !seen.has(subject));
    if (appeared.length === 0) return false;
    for (const subject of appeared) {
      seen.add(subject);
      created.add(subject);
    }
  }
  return true;
}

function describe(subjects: readonly string[], booked: readonly string[], reappeared: boolean): string {
  const what = `${subjects.join(', ')} appeared while several scenarios had requests refused`;
  const names = booked.map((name) => `"${name}"`).join(', ');
  return reappeared
    ? `${what}; the refused requests of ${names} create something again each time that they are repeated alone`
    : `${what}; it did not happen again each time when the requests were repeated alone, so each of these scenarios may have caused it: ${names}`;
}

/** The scenarios with refused requests since the scenario's first request, itself included, each request once. */
function findSuspects(events: readonly LedgerEvent[], scenario: string): Suspect[] {
  const first = events.findIndex((event) => event.event === 'requested' && event.scenario === scenario);
  const bodies = new Map<string, Map<string, Body>>();
  for (const { event, scenario: suspect, body } of events.slice(first)) {
    if ((event !== 'refused' && event !== 'unclear') || body === undefined) continue;
    const known = bodies.get(suspect) ?? new Map<string, Body>();
    bodies.set(suspect, known.set(JSON.stringify(body), body));
  }
  return [...bodies].map(([name, requests]) => ({ scenario: name, bodies: [...requests.values()] }));
}

function isDecided(subjects: readonly string[], events: readonly LedgerEvent[]): boolean {
  const decided = new Set(listDecisions(events).flatMap((decision) => decision.subjects ?? []));
  return subjects.every((subject) => decided.has(subject));
}

function listDecisions(events: readonly LedgerEvent[]): LedgerEvent[] {
  return events.filter(({ event, subjects = [] }) => event === 'repeated' && subjects.length > 0);
}

function concerns({ subjects = [] }: LedgerEvent, appeared: readonly string[]): boolean {
  return subjects.some((subject) => appeared.includes(subject));
}
