// An interruption reaches every thread of the run, even one that starts after it.
import { on, once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { interrupt, isInterrupted, listenForInterruption, makeInterruptible } from '../../support/common/interruption';

const message = 'The run was interrupted (SIGINT)';

test('a run without makeInterruptible() is never interrupted', () => {
  expect(isInterrupted()).to.equal(false);
  expect(listenForInterruption().signal.aborted).to.equal(false);
  expect(() => interrupt('SIGINT')).to.throw('The run cannot be interrupted: makeInterruptible() was not called');
});

test('this thread and others receive it, and so does a thread that starts later', async () => {
  makeInterruptible();
  const { signal, gracePeriod } = listenForInterruption();
  const early = listeningThread();
  expect(await readWord(early)).to.equal('listens');
  interrupt('SIGINT');
  if (!signal.aborted) await once(signal, 'abort');
  expect(String(signal.reason)).to.equal(`InterruptionError: ${message}`);
  expect([isInterrupted(), gracePeriod.aborted]).to.deep.equal([true, false]);
  expect(await readWord(early)).to.equal(message);
  const late = listeningThread();
  expect(await readWord(late)).to.equal('listens');
  expect(await readWord(late)).to.equal(message);
});

/** The messages of a thread, in order. */
function listeningThread(): AsyncIterator<unknown[]> {
  const code = `
    const { parentPort } = require('node:worker_threads');
    const { listenForInterruption } = require(${JSON.stringify(path.resolve(__dirname, '../../support/common/interruption.ts'))});
    const { signal } = listenForInterruption();
    const open = setInterval(() => undefined, 1_000);
    signal.addEventListener('abort', () => {
      clearInterval(open);
      parentPort.postMessage(signal.reason.message);
    });
    parentPort.postMessage('listens');
  `;
  return on(new Worker(code, { eval: true, execArgv: ['--require', 'ts-node-cache/register'] }), 'message');
}

async function readWord(thread: AsyncIterator<unknown[]>): Promise<unknown> {
  const { value } = await thread.next();
  return value[0];
}
