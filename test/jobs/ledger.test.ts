// What a ledger records of requests and their answers.
import { test } from 'node:test';
import { expect } from 'chai';
import { answered } from '../focus-server/answered';
import { catchFailure, created, makeLedger, never } from './ledger-fixture';

test('an id that is not a text is ignored: the checks of the answer report it', async () => {
  for (const job_id of [{ toString: 1 }, [['1-7']], 7, null]) {
    const { ledger, events, server } = makeLedger();
    const answer = answered(200, { job_id });
    server.answer(answer);
    expect(await ledger.send({}, never)).to.equal(answer);
    expect(events).to.deep.equal(['requested 1', 'unclear 1']);
  }
});

test('nothing is sent once the scenario has ended', async () => {
  const { ledger, events } = makeLedger();
  expect(await catchFailure(ledger.send({}, AbortSignal.abort(new Error('The scenario has ended'))))).to.equal(
    'The scenario has ended',
  );
  expect(events).to.deep.equal([]);
});

test('a request for another scenario is recorded with its name, and its job is removed by this ledger', async () => {
  const { ledger, events, server, cluster } = makeLedger();
  server.answer(answered(200, { job_id: '1-70010' }));
  await ledger.send({}, never, 'B');
  expect(events).to.deep.equal(['requested 1', 'started 1 1-70010']);
  cluster.created = [created('Job', 'grpc-job-1-70010')];
  expect([ledger.listUnclaimed(), ledger.listPresent().map(({ jobId }) => jobId)]).to.deep.equal([[], ['1-70010']]);
});

test('requests are numbered after those that were recorded for the scenario before', async () => {
  const { ledger, events, server, others } = makeLedger();
  others.push({ event: 'requested', request: 7, scenario: 'A' }, { event: 'requested', request: 9, scenario: 'B' });
  server.answer(answered(422, {}));
  await ledger.send({}, never);
  expect(events).to.deep.equal(['requested 8', 'refused 8']);
});

test('a job that an answer of another scenario names is not claimed', async () => {
  const { ledger, server, cluster, others } = makeLedger();
  server.answer(answered(422, {}));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012'), created('Job', 'grpc-job-4-70013')];
  others.push({ event: 'started', request: 1, scenario: 'B', jobId: '3-70012' });
  expect(ledger.listUnclaimed().map(({ name }) => name)).to.deep.equal(['grpc-job-4-70013']);
  others.push({ event: 'requested', request: 2, scenario: 'B' });
  expect(ledger.recordUnclaimed()).to.equal(0);
  others.push({ event: 'refused', request: 2, scenario: 'B' });
  expect(ledger.recordUnclaimed()).to.equal(1);
});

test('an object whose answer another scenario has not read yet is not taken for an unknown one', async () => {
  const { ledger, server, cluster, others } = makeLedger();
  server.answer(answered(422, {}));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012')];
  others.push({ event: 'requested', request: 1, scenario: 'B' });
  const finding = ledger.findUnclaimed(never);
  cluster.created = [...cluster.created, created('Job', 'grpc-job-4-70013')];
  others.push({ event: 'started', request: 1, scenario: 'B', jobId: '3-70012' });
  expect(await finding).to.deep.equal([]);
  expect((await ledger.findUnclaimed(never)).map(({ name }) => name)).to.deep.equal(['grpc-job-4-70013']);
});

test('what another scenario has recorded is removed and reported by that one alone', async () => {
  const { ledger, server, cluster, others } = makeLedger();
  server.answer(answered(422, {}));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012')];
  others.push({ event: 'appeared', request: 1, scenario: 'B', jobId: '3-70012' });
  expect(ledger.listUnclaimed()).to.have.length(1);
  expect(await ledger.findUnclaimedLeft(never)).to.deep.equal([]);
  expect(ledger.recordUnclaimed()).to.equal(0);
});

test('the jobs of the sentences are those that were accepted, in the order of their acceptance', async () => {
  const { ledger, server } = makeLedger();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  expect([ledger.opened, ledger.size, ledger.requests]).to.deep.equal([[], 1, 1]);
});
