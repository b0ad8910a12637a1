// An event log in memory, as several workers of a run share it.
import type { EventLog, LedgerEvent } from '../../support/jobs/event-log';

export class EventsInMemory implements EventLog {
  readonly runId = 'r1';
  readonly #events: LedgerEvent[] = [];

  read(): readonly LedgerEvent[] {
    return this.#events;
  }

  write(event: LedgerEvent): void {
    this.#events.push(event);
  }

  close(): void {}

  /** A request of the scenario that has no answer yet. */
  request(scenario: string, request = 1): void {
    this.write({ event: 'requested', request, scenario });
  }

  /** A request of the scenario that was refused. */
  refuse(scenario: string, body: Readonly<Record<string, unknown>>, request = 1): void {
    this.request(scenario, request);
    this.write({ event: 'refused', request, scenario, body });
  }
}
