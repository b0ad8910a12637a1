// Events of one object, in order.
import { test } from 'node:test';
import type { CoreV1Event } from '@kubernetes/client-node';
import { expect } from 'chai';
import { areInOrder, findEvents } from '../../../support/cluster/readings/events';
import { watchedKinds } from '../../../support/cluster/watch/kinds';

test('events of the same second are in the order of their names, whatever the precision of their times', () => {
  const second = '2026-01-02T03:04:05Z';
  const events = [
    event('Started', '18ba5b2f3e0f4a00', { firstTimestamp: second }),
    event('Pulled', '18ba5b2f3b4e5a00', { firstTimestamp: second, count: 3 }),
    event('Scheduled', '18ba5b2f39000000', { firstTimestamp: null, eventTime: '2026-01-02T03:04:05.912345Z' }),
    event('Created', '18ba5b2f3c000000', { firstTimestamp: second }),
    event('Killing', '18ba5b2f38000000', { firstTimestamp: '2026-01-02T03:04:06Z' }),
    event('Other', '18ba5b2f38000000', { firstTimestamp: second, involvedObject: { uid: 'another' } }),
  ];
  const own = findEvents(events, 'uid-a');
  expect(own.map((one) => one.reason)).to.deep.equal(['Scheduled', 'Pulled', 'Created', 'Started', 'Killing']);
  expect(own.map((one) => one.count)).to.deep.equal([1, 3, 1, 1, 1]);
  expect(areInOrder(own, ['Scheduled', 'Created', 'Started'])).to.equal(true);
  expect(areInOrder(own, ['Created', 'Scheduled'])).to.equal(false);
});

test('the count and the last time are those of the series', () => {
  const series = { count: 7, lastObservedTime: '2026-01-02T03:09:00.000000Z' };
  const [only] = findEvents([event('BackOff', '1', { firstTimestamp: '2026-01-02T03:04:05Z', series })], 'uid-a');
  expect(only).to.deep.include({ count: 7, lastTime: new Date('2026-01-02T03:09:00Z') });
});

function event(reason: string, suffix: string, rest: object): CoreV1Event {
  return watchedKinds.events.read({
    metadata: { name: `a.${suffix}`, namespace: 'panda', uid: `uid-${reason}`, resourceVersion: '1' },
    involvedObject: { uid: 'uid-a' },
    reason,
    message: reason,
    ...rest,
  });
}
