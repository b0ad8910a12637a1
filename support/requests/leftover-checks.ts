// What refused requests leave behind in the cluster: objects, used slots, used ports.
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { poll } from '../common/poll';
import type { WallTime } from '../common/wall-time';
import { describeExchange } from '../focus-server';
import type { CreatedObject } from '../jobs/created-objects';
import type { EventLog } from '../jobs/event-log';
import type { JobLedger } from '../jobs/ledger';
import { describeCreated, listSubjects } from '../jobs/ledger-entry';
import { bookSubjects } from './booking';
import type { JobRequests, SentRequest } from './job-requests';
import { expectNoPortUsed, expectNoSlotUsed } from './used-numbers';

export interface LeftoverChecksOptions {
  readonly scenario: string;
  readonly eventLog: EventLog;
  readonly observer: ClusterObserver;
  readonly ledger: JobLedger;
  readonly requests: JobRequests;
  readonly wallTime: Pick<WallTime, 'measure'>;
  readonly signal: AbortSignal;
}

export class LeftoverChecks {
  readonly #options: LeftoverChecksOptions;

  constructor(options: LeftoverChecksOptions) {
    this.#options = options;
  }

  /**
   * Since the scenario's first request, or those that were sent together with it, nothing has appeared but the objects of jobs that were accepted, not even for a moment.
   * What a refused request creates with a delay has had the time that the acceptance of a later one took. Where other scenarios had requests refused
   * meanwhile, the requests are repeated alone. Resolves to what appeared and counts against other scenarios, for the report.
   * @throws Error that names what appeared
   */
  async expectNothingCreated(): Promise<string | undefined> {
    const { ledger, requests, signal } = this.#options;
    const created = await this.#findUnclaimed();
    const subjects = [...new Set([...requests.createdMeanwhile, ...listSubjects(created)])];
    if (subjects.length === 0) return undefined;
    const booking = await bookSubjects(subjects, {
      ...this.#options,
      send: (body) => ledger.send(body, signal),
      openValid: () => requests.openValid(),
      findUnclaimed: async () => listSubjects(await this.#findUnclaimed()),
    });
    if (booking !== undefined && !booking.own) return `This counts against other scenarios: ${booking.text}`;
    const seen =
      booking?.text ??
      `since the first request was sent these objects have appeared: ${created.length === 0 ? subjects.join(', ') : list(created)}`;
    throw new Error(
      `expected nothing to be created for ${describeRequests(requests.sent)}, but ${seen}.${describeLast(requests.sent)}`,
    );
  }

  /** Everything that was created for refused requests is gone again in time. @throws Error that names what is left */
  async expectNothingRemains(withinMs: number): Promise<void> {
    const { observer, ledger, requests, wallTime, signal } = this.#options;
    const { name } = requests.last.investigation;
    const attempt = async () => {
      await observer.refresh(signal);
      const left = ledger.listUnclaimed().filter(({ gone }) => !gone);
      return left.length === 0 ? { value: undefined } : { seen: `these objects are still there: ${list(left)}` };
    };
    await wallTime.measure('removal', () =>
      poll(`no objects of ${name}, which was refused, to remain`, { withinMs, everyMs: 100, signal }, attempt),
    );
  }

  async #findUnclaimed(): Promise<CreatedObject[]> {
    const { observer, ledger, signal } = this.#options;
    await observer.refresh(signal);
    return await ledger.findUnclaimed(signal);
  }

  /** Between the second and the third job that the scenario opened no slot was used up. Resolves to what was judged. @throws Error that names the slots */
  async expectNoSlotUsed(): Promise<string> {
    const { observer, ledger, signal } = this.#options;
    await observer.refresh(signal);
    return expectNoSlotUsed(ledger.opened, observer);
  }

  /** The same of ports. */
  async expectNoPortUsed(): Promise<string> {
    const { observer, ledger, signal } = this.#options;
    await observer.refresh(signal);
    return expectNoPortUsed(ledger.opened, observer);
  }
}

/** A survey of many wrong requests keeps no single one. */
function describeRequests(sent: readonly SentRequest[]): string {
  return sent.at(-1)?.investigation.name ?? 'the refused requests';
}

function describeLast(sent: readonly SentRequest[]): string {
  const last = sent.at(-1);
  return last === undefined ? '' : ` ${describeExchange(last.exchange)}`;
}

function list(objects: readonly CreatedObject[]): string {
  return objects.map(describeCreated).join(', ');
}
