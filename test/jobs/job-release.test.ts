// How the jobs of a ledger are released, even those of requests that nobody waits for any more.
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect } from 'chai';
import { answered } from '../focus-server/answered';
import { catchFailure, created, makeLedger, never } from './ledger-fixture';

const nothingLeft = { late: [], stuck: [], unanswered: [], unclaimed: [], notes: [] };

test('a job whose answer nobody waits for any more is released all the same', async () => {
  const { ledger, release, events, server, cluster } = makeLedger();
  const scenario = new AbortController();
  const sent = ledger.send({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  expect(await catchFailure(sent)).to.equal('The run was interrupted (SIGINT)');
  const releasing = release({ signal: never, gracePeriod: never });
  server.answer(answered(200, { job_id: '1-7' }));
  expect(await releasing).to.deep.equal(nothingLeft);
  expect(events).to.deep.equal(['requested 1', 'started 1 1-7', 'gone 1 1-7']);
  expect([server.cancelled, cluster.removed]).to.deep.equal([['1-7'], ['grpc-job-1-7']]);
});

test('jobs that are known are not kept waiting by a request that is on its way', async () => {
  const { ledger, release, events, server } = makeLedger();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  const late = server.hold();
  const scenario = new AbortController();
  const sent = ledger.send({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  await catchFailure(sent);
  const releasing = release({ signal: never, gracePeriod: never });
  await immediate();
  expect(events.at(-1)).to.equal('gone 1 1-7');
  late.resolve(answered(200, { job_id: '2-8' }));
  expect(await releasing).to.deep.equal(nothingLeft);
  expect(events.at(-1)).to.equal('gone 2 2-8');
});

test('a request without an answer at the end of the grace period is reported, and the event log keeps it for the sweep', async () => {
  const { ledger, release, events } = makeLedger();
  const scenario = new AbortController();
  const sent = ledger.send({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  await catchFailure(sent);
  const { unanswered } = await release({ signal: never, gracePeriod: AbortSignal.abort(new Error('over')) });
  expect(unanswered).to.deep.equal([
    'request 1 has no answer yet: the server may create a job for it, which `npm run sweep` looks for',
  ]);
  expect(events).to.deep.equal(['requested 1']);
});

test('without a grace period the server is sent no cancel, and its jobs are removed directly', async () => {
  const { ledger, release, server, cluster } = makeLedger();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  await release({ signal: never, gracePeriod: AbortSignal.abort(new Error('over')) });
  expect([server.cancelled, cluster.removed, cluster.graces[0]]).to.deep.equal([[], ['grpc-job-1-7'], false]);
});

test('a server that does not cancel gets no time to remove the job by itself', async () => {
  const { ledger, release, server, cluster } = makeLedger();
  server.answer(answered(200, { job_id: '1-7' }));
  server.cancelStatus = 404;
  await ledger.send({}, never);
  const { stuck, notes } = await release({ signal: never, gracePeriod: never });
  expect([stuck, notes.length, cluster.graces[0]]).to.deep.equal([[], 1, false]);
  expect(notes[0]).to.match(/^cancelling job 1-7: /);
});

test('a job that cannot be removed is stuck, does not count as gone, and is released once more', async () => {
  const { ledger, release, events, server, cluster } = makeLedger();
  server.answer(answered(200, { job_id: '1-7' }));
  cluster.failure = 'after 120.0 s these objects are still there';
  await ledger.send({}, never);
  const { stuck } = await release({ signal: never, gracePeriod: never });
  expect(stuck.map(({ text }) => text)).to.deep.equal(['job 1-7: after 120.0 s these objects are still there']);
  expect(events).to.deep.equal(['requested 1', 'started 1 1-7']);
  cluster.failure = undefined;
  expect(await release({ signal: never, gracePeriod: never })).to.deep.equal(nothingLeft);
  expect(events.at(-1)).to.equal('gone 1 1-7');
  expect(await release({ signal: never, gracePeriod: never })).to.deep.equal(nothingLeft);
  expect(new Set(cluster.removed)).to.deep.equal(new Set(['grpc-job-1-7']));
});

test('jobs that a refusal names are recorded and released', async () => {
  const { ledger, release, events, server, cluster } = makeLedger();
  server.answer(answered(503, { detail: 'the Service grpc-service-1-7 could not be created' }));
  await ledger.send({}, never);
  await release({ signal: never, gracePeriod: never });
  expect(events).to.deep.equal(['requested 1', 'refused 1', 'begun 1 1-7', 'gone 1 1-7']);
  expect([server.cancelled, cluster.graces[0]]).to.deep.equal([[], true]);
});

test('a job that appeared without an answer is recorded, and released', async () => {
  const { ledger, release, events, server, cluster } = makeLedger();
  server.answer(answered(422, { detail: 'channels.max is 9999' }));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012'), created('Service', 'port-30001')];
  expect(ledger.listUnclaimed().map(({ name }) => name)).to.deep.equal(['grpc-job-3-70012', 'port-30001']);
  expect(ledger.recordUnclaimed()).to.equal(1);
  expect(ledger.listEntries().map(({ jobId, origin }) => `${jobId} ${origin}`)).to.deep.equal(['3-70012 appeared']);
  const { unclaimed } = await release({ signal: never, gracePeriod: never });
  expect(unclaimed).to.deep.equal(['job 3-70012', 'Service port-30001']);
  expect(events).to.deep.equal(['requested 1', 'refused 1', 'appeared 1 3-70012', 'gone 1 3-70012']);
  expect(server.cancelled).to.deep.equal(['3-70012']);
});

test('in a shared environment a job that appeared without an answer is recorded, and left alone', async () => {
  const { ledger, release, events, server, cluster } = makeLedger({ shared: true });
  server.answer(answered(422, { detail: 'channels.max is 9999' }));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012')];
  expect(await release({ signal: never, gracePeriod: never })).to.deep.equal(nothingLeft);
  expect(ledger.listEntries().map(({ jobId }) => jobId)).to.deep.equal(['3-70012']);
  expect([events, server.cancelled, cluster.removed]).to.deep.equal([['requested 1', 'refused 1'], [], []]);
});
