// The log of a container: in part, and followed.
import { afterEach, test } from 'node:test';
import { expect } from 'chai';
import type { ContainerLog, LogLine, LogSource } from '../../src/part-interfaces';
import { ApiUnderTest } from '../api-under-test';

const podLogPath = '/api/v1/namespaces/team/pods/one/log';

let api: ApiUnderTest | undefined;

afterEach(async () => {
  await api?.stop();
  api = undefined;
});

test('a log is read in part and followed', async () => {
  const log = new FakeLog(['one', 'two', 'three']);
  const logs: LogSource = { log: (_pod, container, previous) => (container === 'c' && !previous ? log : undefined) };
  api = await ApiUnderTest.start({ logs });
  const containers = [{ name: 'c', image: 'x' }];
  api.store.create('pods', { metadata: { namespace: 'team', name: 'one' }, spec: { containers } });
  expect((await api.call('GET', podLogPath)).code).to.equal(204);
  api.store.patch('pods', 'team', 'one', (draft) => {
    if (draft.spec) draft.spec.nodeName = 'worker-node';
  });
  expect((await api.call('GET', podLogPath)).text).to.equal('one\ntwo\nthree\n');
  expect((await api.call('GET', `${podLogPath}?tailLines=1`)).text).to.equal('three\n');
  expect((await api.call('GET', `${podLogPath}?limitBytes=5`)).text).to.equal('one\nt');
  expect((await api.call('GET', `${podLogPath}?timestamps=true&tailLines=1`)).text).to.equal(
    '2026-01-02T03:04:05.006000000Z three\n',
  );
  const previous = await api.call('GET', `${podLogPath}?previous=true`);
  expect(previous.body.message).to.equal('previous terminated container "c" in pod "one" not found');
  const followed = api.lines(`${podLogPath}?follow=true&tailLines=1`);
  expect((await followed.next()).value).to.equal('three');
  log.add('four');
  expect((await followed.next()).value).to.equal('four');
  log.end();
  expect((await followed.next()).done).to.equal(true);
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
