// Against which scenarios counts what appeared while several had requests refused.
import { test } from 'node:test';
import { expect } from 'chai';
import { bookSubjects } from '../../support/requests/booking';
import { EventsInMemory } from '../jobs/event-log-fixture';
import { never } from '../jobs/ledger-fixture';

const [bodyOfA, bodyOfB] = [{ view_type: 7 }, { view_type: 8 }];

test('what appears while no other scenario has a request refused is not decided here', async () => {
  const eventLog = new EventsInMemory();
  eventLog.refuse('B', bodyOfB);
  eventLog.refuse('A', bodyOfA);
  expect(await bookSubjects(['job 1-7'], createOptions(eventLog, 'A'))).to.equal(undefined);
  expect(eventLog.read()).to.have.length(4);
});

test('what appears again each time counts against the scenario whose requests create it', async () => {
  const eventLog = refusedMeanwhile();
  const server = new Server({ creates: (body) => body.view_type === 8 });
  const text =
    'job 1-7 appeared while several scenarios had requests refused; the refused requests of "B" create something again each time that they are repeated alone';
  expect(await bookSubjects(['job 1-7'], createOptions(eventLog, 'A', server))).to.deep.equal({ own: false, text });
  expect(eventLog.read().at(-1)).to.deep.equal({
    event: 'repeated',
    request: 0,
    scenario: 'A',
    subjects: ['job 1-7', 'job 2-1', 'job 2-2'],
    booked: ['B'],
    reappeared: true,
    text,
  });
});

test('what does not appear again counts against all scenarios that had a request refused meanwhile', async () => {
  const server = new Server({ creates: () => false });
  expect(await bookSubjects(['job 1-7'], createOptions(refusedMeanwhile(), 'A', server))).to.deep.equal({
    own: true,
    text: 'job 1-7 appeared while several scenarios had requests refused; it did not happen again each time when the requests were repeated alone, so each of these scenarios may have caused it: "B", "A"',
  });
});

test('what appears again only once may be chance, and counts against all', async () => {
  let requests = 0;
  const server = new Server({ creates: () => ++requests === 1 });
  const eventLog = refusedMeanwhile();
  await bookSubjects(['job 1-7'], createOptions(eventLog, 'A', server));
  expect(eventLog.read().at(-1)).to.deep.include({
    subjects: ['job 1-7', 'job 2-1'],
    booked: ['B', 'A'],
    reappeared: false,
  });
});

test('a job is decided once for all scenarios of the run', async () => {
  const eventLog = refusedMeanwhile();
  const server = new Server({ creates: (body) => body.view_type === 8 });
  await bookSubjects(['job 1-7'], createOptions(eventLog, 'A', server));
  const repeated = server.sent.length;
  const booking = await bookSubjects(['job 1-7'], createOptions(eventLog, 'B', server));
  expect([booking?.own, server.sent.length]).to.deep.equal([true, repeated]);
});

test('a scenario that is known as a cause is not repeated again', async () => {
  const eventLog = refusedMeanwhile();
  const server = new Server({ creates: (body) => body.view_type === 8 });
  await bookSubjects(['job 1-7'], createOptions(eventLog, 'A', server));
  server.sent.length = 0;
  await bookSubjects(['job 1-8'], createOptions(eventLog, 'A', server));
  expect(server.sent).to.deep.equal([bodyOfA, 'valid']);
});

/** A and B had a request refused at the same time. */
function refusedMeanwhile(): EventsInMemory {
  const eventLog = new EventsInMemory();
  eventLog.request('A');
  eventLog.refuse('B', bodyOfB);
  eventLog.write({ event: 'refused', request: 1, scenario: 'A', body: bodyOfA });
  return eventLog;
}

function createOptions(eventLog: EventsInMemory, scenario: string, server = new Server({ creates: () => false })) {
  return {
    eventLog,
    scenario,
    signal: never,
    send: (body: Readonly<Record<string, unknown>>) => server.refuse(body),
    openValid: async () => server.sent.push('valid'),
    findUnclaimed: async () => server.created,
  };
}

/** Refuses every request, and creates a job for some. */
class Server {
  readonly sent: unknown[] = [];
  readonly created = ['job 1-7'];
  readonly #creates: (body: Readonly<Record<string, unknown>>) => boolean;

  constructor({ creates }: { creates: (body: Readonly<Record<string, unknown>>) => boolean }) {
    this.#creates = creates;
  }

  async refuse(body: Readonly<Record<string, unknown>>): Promise<void> {
    this.sent.push(body);
    if (this.#creates(body)) this.created.push(`job 2-${this.created.length}`);
  }
}
