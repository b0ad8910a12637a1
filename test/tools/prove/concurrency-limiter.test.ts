// How many runs of a proof happen at the same time.
import { test } from 'node:test';
import { expect } from 'chai';
import { ConcurrencyLimiter } from '../../../tools/prove/concurrency-limiter';

test('a run beyond the limit waits until another one has ended', async () => {
  const limiter = new ConcurrencyLimiter({ least: 2, most: 2 });
  const { signal } = new AbortController();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const works = ['one', 'two', 'three'].map((name, index) =>
    limiter.admit(async () => {
      seen.push(name);
      if (index === 0) await first.promise;
      if (index === 2) seen.push('one has left');
    }, signal),
  );
  await works[1];
  first.resolve();
  await Promise.all(works);
  expect(seen).to.deep.equal(['one', 'two', 'three', 'one has left']);
});

test('no run begins after the signal', async () => {
  const limiter = new ConcurrencyLimiter({ least: 1, most: 1 });
  const signal = AbortSignal.abort(new Error('ended by SIGTERM'));
  const failure = await limiter.admit(async () => 'work', signal).catch((error: unknown) => error);
  expect(failure).to.have.property('message', 'ended by SIGTERM');
});
