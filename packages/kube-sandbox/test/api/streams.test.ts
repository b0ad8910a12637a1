// Proves that streams survive clients that leave, end with the server, and carry logs and faults.
import { afterEach, test } from 'node:test';
import { expect } from 'chai';
import type { Interceptor } from '../../src/api/interception';
import type { ContainerLog, LogLine, LogSource } from '../../src/contracts';
import { StatusError } from '../../src/store';
import { ApiUnderTest } from './api-under-test';

const MAPS = '/api/v1/namespaces/team/configmaps';
const POD_LOG = '/api/v1/namespaces/team/pods/one/log';

let api: ApiUnderTest | undefined;

afterEach(async () => {
  await api?.stop();
  api = undefined;
});

test('watchers that leave without a word do not disturb those that stay', async () => {
  api = await ApiUnderTest.start();
  const leaving = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const lines = api?.lines(`/api/v1/namespaces?watch=true`);
      await lines?.next();
      return lines;
    }),
  );
  const staying = api.lines(`${MAPS}?watch=true`);
  const first = staying.next();
  await Promise.all(leaving.map((lines) => lines?.return(undefined)));
  for (let count = 0; count < 50; count++) {
    api.store.create('configmaps', { metadata: { namespace: 'team', name: `map-${count}` } });
    api.store.create('namespaces', { metadata: { name: `other-${count}` } });
  }
  expect(JSON.parse(String((await first).value)).object.metadata.name).to.equal('map-0');
  expect(JSON.parse(String((await staying.next()).value)).object.metadata.name).to.equal('map-1');
});

test('a watch ends with its time and with its server', async () => {
  api = await ApiUnderTest.start();
  const short: string[] = [];
  for await (const line of api.lines(`${MAPS}?watch=true&timeoutSeconds=1`)) short.push(line);
  expect(short).to.deep.equal([]);
  const open = api.lines('/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Dteam');
  await open.next();
  const rest = open.next().then(
    ({ done }) => (done ? 'ended' : 'more'),
    () => 'cut',
  );
  await api.stop();
  api = undefined;
  expect(['ended', 'cut']).to.include(await rest);
});

test('a log is read in part and followed', async () => {
  const log = new FakeLog(['one', 'two', 'three']);
  const logs: LogSource = { log: (_pod, container, previous) => (container === 'c' && !previous ? log : undefined) };
  api = await ApiUnderTest.start({ logs });
  const containers = [{ name: 'c', image: 'x' }];
  api.store.create('pods', { metadata: { namespace: 'team', name: 'one' }, spec: { containers } });
  expect((await api.call('GET', POD_LOG)).code).to.equal(204);
  api.store.patch('pods', 'team', 'one', (draft) => {
    if (draft.spec) draft.spec.nodeName = 'worker-node';
  });
  expect((await api.call('GET', POD_LOG)).text).to.equal('one\ntwo\nthree\n');
  expect((await api.call('GET', `${POD_LOG}?tailLines=1`)).text).to.equal('three\n');
  expect((await api.call('GET', `${POD_LOG}?limitBytes=5`)).text).to.equal('one\nt');
  expect((await api.call('GET', `${POD_LOG}?timestamps=true&tailLines=1`)).text).to.equal(
    '2026-01-02T03:04:05.006000000Z three\n',
  );
  const previous = await api.call('GET', `${POD_LOG}?previous=true`);
  expect(previous.body.message).to.equal('previous terminated container "c" in pod "one" not found');
  const followed = api.lines(`${POD_LOG}?follow=true&tailLines=1`);
  expect((await followed.next()).value).to.equal('three');
  log.add('four');
  expect((await followed.next()).value).to.equal('four');
  log.end();
  expect((await followed.next()).done).to.equal(true);
});

test('an interceptor refuses a call before or after it is carried out', async () => {
  const failing: Interceptor = (info) => {
    if (info.kind === 'path' || info.verb !== 'create') return undefined;
    const error = new StatusError(500, 'InternalError', 'Internal error occurred: out of order');
    return info.resource === 'configmaps' ? { refusal: error } : { lateRefusal: error };
  };
  api = await ApiUnderTest.start({ interceptors: [failing] });
  const before = await api.call('POST', MAPS, { body: { metadata: { name: 'x' } } });
  expect([before.code, api.store.find('configmaps', 'team', 'x')]).to.deep.equal([500, undefined]);
  const after = await api.call('POST', '/api/v1/namespaces/team/secrets', { body: { metadata: { name: 'x' } } });
  expect([after.code, api.store.find('secrets', 'team', 'x')?.kind]).to.deep.equal([500, 'Secret']);
});

test('an interceptor expires, cuts and withholds answers', async () => {
  const opinions = {
    secrets: { expired: true },
    configmaps: { cutAfterMs: 1 },
    endpoints: { silence: 'before' },
  } as const;
  const failing: Interceptor = (info) =>
    info.kind === 'resource' ? opinions[info.resource as keyof typeof opinions] : undefined;
  api = await ApiUnderTest.start({ interceptors: [failing] });
  const expired = await api.call('GET', '/api/v1/secrets?watch=true');
  expect([JSON.parse(expired.text).type, JSON.parse(expired.text).object.code]).to.deep.equal(['ERROR', 410]);
  const cut = await api.call('GET', '/api/v1/configmaps?watch=true');
  expect([cut.code, cut.text]).to.deep.equal([200, '']);
  const silent = api.call('GET', '/api/v1/endpoints').then(
    () => 'answered',
    () => 'cut',
  );
  await api.call('GET', '/readyz');
  await api.stop();
  api = undefined;
  expect(await silent).to.equal('cut');
});

class FakeLog implements ContainerLog {
  open = true;
  readonly #written: LogLine[];
  #onLine: ((line: LogLine) => void) | undefined;
  #onEnd: (() => void) | undefined;

  constructor(texts: readonly string[]) {
    this.#written = texts.map(line);
  }

  get lines(): readonly LogLine[] {
    return this.#written;
  }

  add(text: string): void {
    this.#onLine?.(line(text));
  }

  end(): void {
    this.open = false;
    this.#onEnd?.();
  }

  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void {
    this.#onLine = onLine;
    this.#onEnd = onEnd;
    return () => undefined;
  }
}

function line(text: string): LogLine {
  return { time: new Date('2026-01-02T03:04:05.006Z'), text };
}
