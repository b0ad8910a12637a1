// What the server and the pods of jobs do under the capacity faults that are no size.
import { test } from 'node:test';
import { expect } from 'chai';
import { hooksOf } from '../src/stand-in/faults';
import { podHooksOf } from '../src/stand-in/faults/pods';
import { stream } from '../src/stand-in/programs/stream';
import { StartCounter } from '../src/stand-in/rest/parts';
import { Refusal } from '../src/stand-in/rest/refusal';

const staying = new AbortController().signal;

test('slow-creation: nothing is started for a caller that has left', async () => {
  const { beforeStart } = hooksOf('capacity:slow-creation');
  await beforeStart(1, staying);
  const refusal = await beforeStart(151, AbortSignal.abort()).catch((error: unknown) => error);
  expect(refusal).to.be.instanceOf(Refusal);
  expect(String(refusal)).to.equal('Refusal: creating the job takes 38656 ms, and the caller has left before');
});

test('connections are kept up to the last job that the server bears', () => {
  const refused = hooksOf('capacity:connection-refused');
  const reset = hooksOf('capacity:connection-reset');
  expect([refused.connection(120), refused.connection(121)]).to.deep.equal(['kept', 'refused']);
  expect([reset.connection(170), reset.connection(171)]).to.deep.equal(['kept', 'reset']);
  expect(hooksOf('').connection(1_000)).to.equal('kept');
});

test('crash: the streaming program ends with an error in a slot above 120', async () => {
  const env = { POD_IP: '127.0.0.1', JOB_ID: '121-70120', FAULTS: 'capacity:crash' };
  const lines: string[] = [];
  const run = stream({ args: ['stream'], env, log: (line) => lines.push(line), signal: staying });
  const error = await run.catch((cause: unknown) => cause);
  expect(String(error)).to.equal('Error: cannot map the stream buffer: Cannot allocate memory');
  expect(lines).to.deep.equal(['job 121-70120 starts: live']);
});

test('idle-cleanup: the cleanup program takes jobs in slots above 120 for idle', () => {
  const { crashesAboveSlot, idleAboveSlot } = podHooksOf('capacity:idle-cleanup,capacity:crash');
  expect([crashesAboveSlot, idleAboveSlot]).to.deep.equal([120, 120]);
  expect(podHooksOf('').idleAboveSlot).to.equal(Number.POSITIVE_INFINITY);
});

test('jobs are counted from the first that is asked for, also while it is not made yet', () => {
  const counter = new StartCounter(Number.POSITIVE_INFINITY);
  expect([counter.next(0), counter.next(0), counter.next(1)]).to.deep.equal([1, 2, 3]);
  for (let answered = 0; answered < 3; answered += 1) counter.answered();
  expect([counter.next(1), counter.next(0)]).to.deep.equal([4, 5]);
  counter.answered();
  counter.answered();
  expect(counter.next(0)).to.equal(1);
});
