// What the server and the pods of jobs do under faults of capacity.
import { test } from 'node:test';
import { expect } from 'chai';
import { stream } from '../../../src/stand-in/programs/stream';
import { Refusal } from '../../../src/stand-in/rest/refusal';
import { StartCounter } from '../../../src/stand-in/rest/start-counter';
import { composeHooks } from '../../../src/stand-in/server-faults';
import { readCleanupSettings } from '../../../src/stand-in/settings';

const staying = new AbortController().signal;

test('slow-creation: nothing is started for a caller that has left', async () => {
  const { beforeStart } = composeHooks(['capacity:slow-creation']);
  await beforeStart(1, staying);
  const refusal = await beforeStart(151, AbortSignal.abort()).catch((error: unknown) => error);
  expect(refusal).to.be.instanceOf(Refusal);
  expect(String(refusal)).to.equal('Refusal: creating the job takes 38656 ms, and the caller has left before');
});

test('connections are kept up to the last job that the server sustains', () => {
  const refused = composeHooks(['capacity:connection-refused']);
  const reset = composeHooks(['capacity:connection-reset']);
  expect([refused.connection(120), refused.connection(121)]).to.deep.equal(['kept', 'refused']);
  expect([reset.connection(170), reset.connection(171)]).to.deep.equal(['kept', 'reset']);
  expect(composeHooks([]).connection(1_000)).to.equal('kept');
});

test('crash: the streaming program ends with an error in a slot above 120', async () => {
  const env = { POD_IP: '127.0.0.1', JOB_ID: '121-70120', POD_BEHAVIOR: '{"crashesAboveSlot":120}' };
  const lines: string[] = [];
  const run = stream({ args: ['stream'], env, log: (line) => lines.push(line), signal: staying });
  const error = await run.catch((cause: unknown) => cause);
  expect(String(error)).to.equal('Error: cannot map the stream buffer: Cannot allocate memory');
  expect(lines).to.deep.equal(['job 121-70120 starts: live']);
});

test('the behaviour of pods is plain data; what it leaves out is healthy', () => {
  const read = (POD_BEHAVIOR: string) => readCleanupSettings({ JOB_ID: '1-70000', POD_BEHAVIOR }).POD_BEHAVIOR;
  expect(read('{"idleAboveSlot":120}')).to.deep.equal({ ...read(''), idleAboveSlot: 120 });
  expect(read('')).to.deep.equal({
    streaming: 'grpc',
    logs: true,
    cleanupEnds: true,
    crashesAboveSlot: Number.MAX_SAFE_INTEGER,
    idleAboveSlot: Number.MAX_SAFE_INTEGER,
  });
});

test('jobs are counted from the first request, before it is created', () => {
  const counter = new StartCounter(Number.POSITIVE_INFINITY);
  expect([counter.next(0), counter.next(0), counter.next(1)]).to.deep.equal([1, 2, 3]);
  for (let answered = 0; answered < 3; answered += 1) counter.markAnswered();
  expect([counter.next(1), counter.next(0)]).to.deep.equal([4, 5]);
  counter.markAnswered();
  counter.markAnswered();
  expect(counter.next(0)).to.equal(1);
});
