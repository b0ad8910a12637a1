// Repeating requests alone: while one scenario of a parallel run does so, the requests of the others wait. The event log decides whose turn it is.
import { poll } from '../common/poll';
import { type EventLog, type LedgerEvent, listRequestsOfOthers } from './event-log';

/** A request has an answer, or its own deadline, long before this: whoever still holds others up then has died. */
const heldAtMostMs = 120_000;
const everyMs = 50;

interface Turn {
  readonly eventLog: Pick<EventLog, 'read' | 'write'>;
  readonly scenario: string;
  readonly signal: AbortSignal;
}

/** What the repeated requests have shown. */
export type RepeatResult = Pick<LedgerEvent, 'subjects' | 'booked' | 'reappeared' | 'text'>;

/** Resolves when no scenario repeats requests that began to do so before this request was recorded; else the request counts as settled. @throws the signal's reason */
export async function waitForTurn({ eventLog, scenario, signal }: Turn, request: number): Promise<void> {
  const isOwn = (event: LedgerEvent) =>
    event.event === 'requested' && event.scenario === scenario && event.request === request;
  const isHeld = () => {
    const events = eventLog.read();
    const holder = findHolder(events, events.findLastIndex(isOwn));
    return holder !== undefined && holder !== scenario;
  };
  await holdWhile(signal, isHeld).catch((error) => {
    // It was not sent.
    eventLog.write({ event: 'settled', request, scenario });
    throw error;
  });
}

/** Resolves when the requests that other scenarios have sent until now are answered; those that wait for their turn are not sent. @throws the signal's reason */
export async function waitUntilOthersAnswered({ eventLog, scenario, signal }: Turn): Promise<void> {
  const sent = countSent(eventLog.read(), scenario);
  await holdWhile(signal, () => listRequestsOfOthers(eventLog.read(), scenario, sent).unanswered);
}

/** Runs the action while no other scenario has a request on its way, and records its result. @throws what the action throws */
export async function repeatAlone(turn: Turn, action: () => Promise<RepeatResult>): Promise<RepeatResult> {
  const { eventLog, scenario, signal } = turn;
  const event = { request: 0, scenario } as const;
  eventLog.write({ ...event, event: 'repeating' });
  let result: RepeatResult = {};
  try {
    await holdWhile(signal, () => findHolder(eventLog.read()) !== scenario);
    await waitUntilOthersAnswered(turn);
    result = await action();
    return result;
  } finally {
    eventLog.write({ ...event, ...result, event: 'repeated' });
  }
}

/** The scenario whose turn it is: the first of those that began to repeat before that position and have not ended. */
function findHolder(events: readonly LedgerEvent[], before = events.length): string | undefined {
  const open: string[] = [];
  for (const [index, { event, scenario }] of events.entries()) {
    if (event === 'repeating' && index < before) open.push(scenario);
    if (event === 'repeated' && open.includes(scenario)) open.splice(open.indexOf(scenario), 1);
  }
  return open[0];
}

/** The requests among so many first events were sent: while the scenario repeats its own, the later ones of others wait. */
function countSent(events: readonly LedgerEvent[], scenario: string): number {
  const findLast = (name: LedgerEvent['event']) =>
    events.findLastIndex((event) => event.event === name && event.scenario === scenario);
  const begun = findLast('repeating');
  return begun > findLast('repeated') ? begun : events.length;
}

async function holdWhile(signal: AbortSignal, isHeld: () => boolean): Promise<void> {
  const attempt = async () => (isHeld() ? { seen: '' } : { value: undefined });
  await poll('a turn', { withinMs: heldAtMostMs, everyMs, signal }, attempt).catch(() => signal.throwIfAborted());
}
