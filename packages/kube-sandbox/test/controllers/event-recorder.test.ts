// How events are written, counted and combined.
import { test } from 'node:test';
import { expect } from 'chai';
import { EventRecorder } from '../../src/event-recorder';
import { Policies } from '../../src/policy-lookup';
import { createStore, type Store, type Stored } from '../../src/store';

test('a repeated event is counted and keeps the time of its first', () => {
  const { store, recorder, map, clock } = startRecording();
  recorder.record({ component: 'kubelet', host: 'node' }, map, createOccurrence('same'));
  clock.now = new Date('2026-01-01T00:00:10.500Z');
  recorder.record({ component: 'kubelet', host: 'node' }, map, createOccurrence('same'));
  const [event] = store.list('events', 'team');
  const { count, firstTimestamp, lastTimestamp, source, involvedObject, reportingComponent } = event ?? {};
  expect(store.list('events', 'team').length).to.equal(1);
  expect({ count, firstTimestamp, lastTimestamp, source, reportingComponent }).to.deep.equal({
    count: 2,
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:00:10Z',
    source: { component: 'kubelet', host: 'node' },
    reportingComponent: '',
  });
  const { name, namespace, uid, resourceVersion } = map.metadata;
  expect(involvedObject).to.deep.equal({ apiVersion: 'v1', kind: 'ConfigMap', name, namespace, uid, resourceVersion });
});

test('an event of the scheduler has an event time instead', () => {
  const { store, recorder, map } = startRecording();
  recorder.recordWithEventTime({ component: 'default-scheduler', host: 'sandbox' }, map, createOccurrence('bound'));
  const [event] = store.list('events', 'team');
  const { eventTime, firstTimestamp, count, source, reportingComponent, reportingInstance } = event ?? {};
  expect({ eventTime, firstTimestamp, count, source, reportingComponent, reportingInstance }).to.deep.equal({
    eventTime: '2026-01-01T00:00:00.000000Z',
    firstTimestamp: null,
    count: undefined,
    source: {},
    reportingComponent: 'default-scheduler',
    reportingInstance: 'default-scheduler-sandbox',
  });
});

test('after ten different messages the further ones are combined', () => {
  const { store, recorder, map } = startRecording();
  for (let number = 1; number <= 13; number++)
    recorder.record({ component: 'c' }, map, createOccurrence(`message ${number}`));
  const events = store.list('events', 'team');
  expect(events.length).to.equal(11);
  const combined = events.find(({ message }) => message?.startsWith('(combined'));
  expect(combined?.message).to.equal('(combined from similar events): message 13');
  expect(combined?.count).to.equal(3);
});

test('events are forgotten after an hour', () => {
  const { store, recorder, map, clock } = startRecording();
  recorder.record({ component: 'c' }, map, createOccurrence('old'));
  clock.now = new Date('2026-01-01T01:00:01Z');
  recorder.record({ component: 'c' }, map, createOccurrence('new'));
  expect(store.list('events', 'team').map(({ message }) => message)).to.deep.equal(['new']);
});

test('nothing is written to a namespace that is gone', () => {
  const { store, recorder, map } = startRecording();
  store.patch('namespaces', undefined, 'team', (draft) => {
    draft.spec = { finalizers: [] };
  });
  store.delete('configmaps', 'team', 'map');
  store.delete('namespaces', undefined, 'team');
  recorder.record({ component: 'c' }, map, createOccurrence('late'));
  expect(store.list('events')).to.deep.equal([]);
});

interface Recording {
  readonly store: Store;
  readonly recorder: EventRecorder;
  readonly map: Stored<'configmaps'>;
  readonly clock: { now: Date };
}

function startRecording(): Recording {
  const store = createStore();
  store.create('namespaces', { metadata: { name: 'team' } });
  const map = store.create('configmaps', { metadata: { name: 'map', namespace: 'team' } });
  const clock = { now: new Date('2026-01-01T00:00:00Z') };
  return { store, map, clock, recorder: new EventRecorder(store, new Policies(), () => clock.now) };
}

function createOccurrence(message: string): { type: 'Normal'; reason: string; message: string } {
  return { type: 'Normal', reason: 'Tested', message };
}
