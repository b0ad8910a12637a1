// Sends the wrong requests of a table together, opens one valid job after all of them, and shares the answers with the scenarios of the rows.
import { EnvironmentError, toMessage } from '../common/errors';
import { poll } from '../common/poll';
import { FocusServerError } from '../focus-server';
import { findWrongCase } from '../focus-server/catalogue';
import type { ServerFacts } from '../focus-server/server-facts';
import type { EventLog } from '../jobs/event-log';
import type { JobLedger } from '../jobs/ledger';
import { encodeExchange, type SharedAnswer, type SharedAnswers } from '../jobs/shared-answers';
import type { RefusalRow, RefusalTable } from './refusal-tables';

export interface SendTogetherOptions {
  readonly scenario: string;
  readonly table: RefusalTable;
  readonly eventLog: Pick<EventLog, 'read' | 'write'>;
  readonly ledger: Pick<JobLedger, 'send'>;
  readonly facts: () => Promise<ServerFacts>;
  /** Opens a valid job; resolves to undefined where it is not accepted. */
  readonly openValid: () => Promise<{ readonly id: string } | undefined>;
  /** The jobs, and the objects that belong to no job, that have appeared until now and that no answer names. */
  readonly findUnclaimed: () => Promise<readonly string[]>;
  readonly signal: AbortSignal;
}

/** The scenario that sends the requests has answers long before this, or has died. */
const sharedWithinMs = 120_000;
const everyMs = 50;

/**
 * The answers to the requests of the table. The first scenario of it that calls this sends the requests; the others, in whatever worker, wait for it.
 * Resolves to undefined where the scenario has had its answer before or the sender has died: then it sends its request alone.
 * @throws the signal's reason
 */
export async function sendTogether(options: SendTogetherOptions): Promise<SharedAnswers | undefined> {
  const { eventLog, scenario } = options;
  const table = options.table[0]?.scenario;
  const listSharers = () => eventLog.read().filter((event) => event.event === 'sharing' && event.table === table);
  if (listSharers().some((event) => event.scenario === scenario)) return undefined;
  eventLog.write({ event: 'sharing', request: 0, scenario, table });
  const isSender = listSharers()[0]?.scenario === scenario;
  return isSender ? await sendAll(options, table) : await waitForAnswers(options, table);
}

async function sendAll(options: SendTogetherOptions, table: string | undefined): Promise<SharedAnswers> {
  const { eventLog, scenario, openValid, findUnclaimed } = options;
  let answers: SharedAnswers = { answers: {}, created: [] };
  try {
    const rows = await Promise.all(options.table.map((row) => send(row, options)));
    const accepted = await openValid();
    const created = [...(await findUnclaimed())];
    answers = {
      answers: Object.fromEntries(rows.flat()),
      created,
      ...(accepted !== undefined && { jobId: accepted.id }),
    };
    return answers;
  } finally {
    eventLog.write({ event: 'shared', request: 0, scenario, table, answers });
  }
}

async function send(
  { scenario, investigation }: RefusalRow,
  options: SendTogetherOptions,
): Promise<[string, SharedAnswer][]> {
  const { ledger, facts, signal } = options;
  try {
    const known = await facts();
    const wrong = findWrongCase(investigation);
    const exchange = await ledger.send(wrong.build(known), signal, scenario);
    return [[scenario, encodeExchange({ exchange, demand: wrong.refusal(known) })]];
  } catch (error) {
    signal.throwIfAborted();
    // It cannot be built here: its own scenario reports why.
    if (error instanceof EnvironmentError) return [];
    return [
      [scenario, { message: toMessage(error), ...(error instanceof FocusServerError && { failure: error.failure }) }],
    ];
  }
}

async function waitForAnswers(
  { eventLog, signal }: SendTogetherOptions,
  table: string | undefined,
): Promise<SharedAnswers | undefined> {
  const attempt = async () => {
    const shared = eventLog.read().find((event) => event.event === 'shared' && event.table === table);
    return shared === undefined ? { seen: '' } : { value: shared.answers };
  };
  try {
    return await poll('the answers', { withinMs: sharedWithinMs, everyMs, signal }, attempt);
  } catch {
    // Nothing came in all that time, so the sender has died; an interruption ends this scenario too.
    signal.throwIfAborted();
    return undefined;
  }
}
