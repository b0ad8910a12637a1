// How many runs of a proof are let in at a time.
import { test } from 'node:test';
import { expect } from 'chai';
import { Room } from '../../../tools/prove/room';

test('whoever comes when the room is full waits until somebody leaves', async () => {
  const room = new Room({ least: 2, most: 2 });
  const { signal } = new AbortController();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const works = ['one', 'two', 'three'].map((name, index) =>
    room.admit(async () => {
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

test('nobody is let in after the signal', async () => {
  const room = new Room({ least: 1, most: 1 });
  const signal = AbortSignal.abort(new Error('ended by SIGTERM'));
  const failure = await room.admit(async () => 'work', signal).catch((error: unknown) => error);
  expect(failure).to.have.property('message', 'ended by SIGTERM');
});
