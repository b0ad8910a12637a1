// Which requests wait while a scenario repeats its own alone.
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { repeatAlone, waitForTurn, waitUntilOthersAnswered } from '../../support/jobs/repeat-alone';
import { EventsInMemory } from './event-log-fixture';
import { catchFailure, never } from './ledger-fixture';

test('a request waits while a scenario repeats requests that began to do so before', async () => {
  const eventLog = new EventsInMemory();
  const action = Promise.withResolvers<void>();
  const repeated = repeatAlone({ eventLog, scenario: 'A', signal: never }, async () => {
    await action.promise;
    return { booked: ['A'] };
  });
  eventLog.request('B');
  const turn = waitForTurn({ eventLog, scenario: 'B', signal: never }, 1);
  expect(await isSettled(turn)).to.equal(false);
  action.resolve();
  expect(await repeated).to.deep.equal({ booked: ['A'] });
  await turn;
  expect(eventLog.read().map(({ event, scenario }) => `${event} ${scenario}`)).to.deep.equal([
    'repeating A',
    'requested B',
    'repeated A',
  ]);
});

test('a request that was recorded before a scenario began to repeat its own does not wait: the scenario waits for its answer', async () => {
  const eventLog = new EventsInMemory();
  eventLog.request('B');
  let begun = false;
  const repeated = repeatAlone({ eventLog, scenario: 'A', signal: never }, async () => {
    begun = true;
    return {};
  });
  await waitForTurn({ eventLog, scenario: 'B', signal: never }, 1);
  expect([await isSettled(repeated), begun]).to.deep.equal([false, false]);
  eventLog.write({ event: 'refused', request: 1, scenario: 'B' });
  await repeated;
  expect(begun).to.equal(true);
});

test('two scenarios repeat one after the other, and do not wait for the requests that they hold', async () => {
  const eventLog = new EventsInMemory();
  const order: string[] = [];
  const repeat = (scenario: string) =>
    repeatAlone({ eventLog, scenario, signal: never }, async () => {
      eventLog.request(scenario);
      await waitForTurn({ eventLog, scenario, signal: never }, 1);
      await waitUntilOthersAnswered({ eventLog, scenario, signal: never });
      eventLog.write({ event: 'refused', request: 1, scenario });
      order.push(scenario);
      return {};
    });
  const both = Promise.all([repeat('A'), repeat('B')]);
  eventLog.request('C');
  const held = waitForTurn({ eventLog, scenario: 'C', signal: never }, 1);
  await both;
  await held;
  expect(order).to.deep.equal(['A', 'B']);
});

test('an action that fails ends the turn all the same', async () => {
  const eventLog = new EventsInMemory();
  const failure = await catchFailure(
    repeatAlone({ eventLog, scenario: 'A', signal: never }, async () => {
      throw new Error('no answer');
    }),
  );
  expect([failure, eventLog.read().at(-1)?.event]).to.deep.equal(['no answer', 'repeated']);
});

test('an interruption ends the wait', async () => {
  const eventLog = new EventsInMemory();
  eventLog.write({ event: 'repeating', request: 0, scenario: 'A' });
  eventLog.request('B');
  const interrupted = AbortSignal.abort(new Error('The run was interrupted (SIGINT)'));
  expect(await catchFailure(waitForTurn({ eventLog, scenario: 'B', signal: interrupted }, 1))).to.equal(
    'The run was interrupted (SIGINT)',
  );
  // Nobody waits for the answer to a request that was not sent.
  expect(eventLog.read().at(-1)).to.deep.equal({ event: 'settled', request: 1, scenario: 'B' });
});

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return await Promise.race([promise.then(() => true), delay(150).then(() => false)]);
}
