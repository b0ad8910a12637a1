// A job ends when no channel was open for its limit, and not while one is.
import { mock, test } from 'node:test';
import { expect } from 'chai';
import { IdleTimer } from '../../src/stand-in/programs/idle-timer';

test('the time runs from the start, is held by an open channel and starts again after the last', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const idle = new IdleTimer(1000);
    let ended = '';
    void idle.waitUntilIdle().then((sentence) => {
      ended = sentence;
    });
    mock.timers.tick(999);
    idle.channelOpened();
    idle.channelOpened();
    mock.timers.tick(5000);
    idle.channelClosed();
    mock.timers.tick(5000);
    idle.channelClosed();
    mock.timers.tick(999);
    await Promise.resolve();
    expect(ended).to.equal('');
    mock.timers.tick(1);
    await Promise.resolve();
    expect(ended).to.equal('no channel was open for 1000 ms');
  } finally {
    mock.timers.reset();
  }
});
