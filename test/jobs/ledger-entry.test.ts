// Which entry the ledger keeps when two answers name the same job.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Exchange } from '../../support/focus-server';
import { JobLedger } from '../../support/jobs/ledger';
import { answered } from '../focus-server/answered';

const never = new AbortController().signal;
const investigation = {
  displayInfo: { height: 800 },
  channels: { min: 1, max: 1 },
  start_time: null,
  end_time: null,
  view_type: 0,
};
const answer = {
  status: '',
  job_id: '1-7',
  stream_url: '127.0.0.1',
  stream_port: '30123',
  stream_amount: 1,
  channel_to_stream_index: { '1': 0 },
  channel_amount: 1,
  frequencies_list: [0, 1.5],
  frequencies_amount: 2,
  lines_dt: 0.1,
  view_type: '0',
};

test('two requests that are answered with the same job do not count as two jobs', async () => {
  const ledger = makeLedger();
  const job = await ledger.open(investigation, never);
  const failure = await ledger.open(investigation, never).catch((error: unknown) => error);
  expect(String(failure)).to.match(
    /^Error: expected a job of its own for each request, but the answers to two requests give the job id 1-7\. POST \/configure/,
  );
  expect(ledger.opened).to.deep.equal([job]);
});

test('the id of a cancelled job may be given again: another check judges that', async () => {
  const ledger = makeLedger();
  await ledger.cancel(await ledger.open(investigation, never), never);
  const later = await ledger.open(investigation, never);
  expect(ledger.opened).to.deep.equal([later]);
});

test('one answer can be accepted twice', async () => {
  const ledger = makeLedger();
  const exchange = await ledger.send(investigation, never);
  const job = ledger.accept({ investigation, exchange, sentAtMs: 0 });
  expect(ledger.accept({ investigation, exchange, sentAtMs: 0 })).to.equal(job);
});

/** A ledger whose server gives every request the same job. */
function makeLedger(): JobLedger {
  const answerAlike = async (): Promise<Exchange> => answered(200, answer);
  return new JobLedger({
    scenario: 'A',
    client: { configure: answerAlike, cancel: async () => answered(200, {}) },
    eventLog: { runId: 'r1', read: () => [], write: () => undefined, close: () => undefined },
    watchCreated: async () => ({ list: () => [], existedBefore: () => false, stop: () => undefined }),
    shared: false,
  });
}
