// What a ledger tracks and releases, including the jobs of requests that nobody waits for any more.
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Exchange } from '../../support/focus-server';
import type { CreatedObject } from '../../support/jobs/created-objects';
import type { LedgerEvent } from '../../support/jobs/event-log';
import type { Removal, RemovalOptions } from '../../support/jobs/job-objects';
import { JobLedger } from '../../support/jobs/ledger';
import type { JobObjectNames } from '../../support/jobs/object-names';
import { answered } from '../focus-server/answered';

const never = new AbortController().signal;

test('a job is released even if nobody waits for its answer any more', async () => {
  const { ledger, events, server, cluster } = environment();
  const scenario = new AbortController();
  const sent = ledger.send({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  expect(await catchFailure(sent)).to.equal('The run was interrupted (SIGINT)');
  const release = ledger.release({ signal: never, gracePeriod: never });
  server.answer(answered(200, { job_id: '1-7' }));
  expect(await release).to.deep.equal({ stuck: [], notes: [] });
  expect(events).to.deep.equal(['requested 1', 'started 1 1-7', 'gone 1 1-7']);
  expect([server.cancelled, cluster.removed]).to.deep.equal([['1-7'], ['grpc-job-1-7']]);
});

test('known jobs are released without waiting for a request in flight', async () => {
  const { ledger, events, server } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  const late = server.hold();
  const scenario = new AbortController();
  const sent = ledger.send({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  await catchFailure(sent);
  const release = ledger.release({ signal: never, gracePeriod: never });
  await immediate();
  expect(events.at(-1)).to.equal('gone 1 1-7');
  late.resolve(answered(200, { job_id: '2-8' }));
  expect(await release).to.deep.equal({ stuck: [], notes: [] });
  expect(events.at(-1)).to.equal('gone 2 2-8');
});

test('a request without an answer at the end of the grace period is reported, and the event log keeps it for the sweep', async () => {
  const { ledger, events } = environment();
  const scenario = new AbortController();
  const sent = ledger.send({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  await catchFailure(sent);
  const { stuck } = await ledger.release({ signal: never, gracePeriod: AbortSignal.abort(new Error('over')) });
  expect(stuck).to.deep.equal([
    'request 1 has no answer yet: the server may create a job for it, which `npm run sweep` looks for',
  ]);
  expect(events).to.deep.equal(['requested 1']);
});

test('an id that is not a text is ignored: the checks of the answer report it', async () => {
  for (const job_id of [{ toString: 1 }, [['1-7']], 7, null]) {
    const { ledger, events, server } = environment();
    const answer = answered(200, { job_id });
    server.answer(answer);
    expect(await ledger.send({}, never)).to.equal(answer);
    expect(events).to.deep.equal(['requested 1', 'unclear 1']);
  }
});

test('nothing is sent once the scenario has ended', async () => {
  const { ledger, events } = environment();
  expect(await catchFailure(ledger.send({}, AbortSignal.abort(new Error('The scenario has ended'))))).to.equal(
    'The scenario has ended',
  );
  expect(events).to.deep.equal([]);
});

test('without a grace period no cancel request is sent, and the jobs are removed directly', async () => {
  const { ledger, server, cluster } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  await ledger.release({ signal: never, gracePeriod: AbortSignal.abort(new Error('over')) });
  expect([server.cancelled, cluster.removed, cluster.graces[0]]).to.deep.equal([[], ['grpc-job-1-7'], false]);
});

test('a server that does not cancel gets no time to remove the job by itself', async () => {
  const { ledger, server, cluster } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  server.cancelStatus = 404;
  await ledger.send({}, never);
  const { stuck, notes } = await ledger.release({ signal: never, gracePeriod: never });
  expect([stuck, notes.length, cluster.graces[0]]).to.deep.equal([[], 1, false]);
  expect(notes[0]).to.match(/^cancelling job 1-7: /);
});

test('a job that cannot be removed is reported, does not count as gone, and is released once more', async () => {
  const { ledger, events, server, cluster } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  cluster.failure = 'after 120.0 s these objects are still there';
  await ledger.send({}, never);
  const { stuck } = await ledger.release({ signal: never, gracePeriod: never });
  expect(stuck).to.deep.equal(['job 1-7: after 120.0 s these objects are still there']);
  expect(events).to.deep.equal(['requested 1', 'started 1 1-7']);
  cluster.failure = undefined;
  expect(await ledger.release({ signal: never, gracePeriod: never })).to.deep.equal({ stuck: [], notes: [] });
  expect(events.at(-1)).to.equal('gone 1 1-7');
  expect(await ledger.release({ signal: never, gracePeriod: never })).to.deep.equal({ stuck: [], notes: [] });
  expect(new Set(cluster.removed)).to.deep.equal(new Set(['grpc-job-1-7']));
});

test('jobs that a refusal names are recorded and released', async () => {
  const { ledger, events, server, cluster } = environment();
  server.answer(answered(503, { detail: 'the Service grpc-service-1-7 could not be created' }));
  await ledger.send({}, never);
  await ledger.release({ signal: never, gracePeriod: never });
  expect(events).to.deep.equal(['requested 1', 'refused 1', 'begun 1 1-7', 'gone 1 1-7']);
  expect([server.cancelled, cluster.graces[0]]).to.deep.equal([[], true]);
});

test('a job that appeared without an answer is recorded, and released', async () => {
  const { ledger, events, server, cluster } = environment();
  server.answer(answered(422, { detail: 'channels.max is 9999' }));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012'), created('Service', 'port-30001')];
  expect(ledger.listUnclaimed().map(({ name }) => name)).to.deep.equal(['grpc-job-3-70012', 'port-30001']);
  expect(ledger.recordUnclaimed()).to.equal(1);
  expect(ledger.listEntries().map(({ jobId, origin }) => `${jobId} ${origin}`)).to.deep.equal(['3-70012 appeared']);
  await ledger.release({ signal: never, gracePeriod: never });
  expect(events).to.deep.equal(['requested 1', 'refused 1', 'appeared 1 3-70012', 'gone 1 3-70012']);
  expect(server.cancelled).to.deep.equal(['3-70012']);
});

test('in a shared environment a job that appeared without an answer is recorded, and left alone', async () => {
  const { ledger, events, server, cluster } = environment({ shared: true });
  server.answer(answered(422, { detail: 'channels.max is 9999' }));
  await ledger.send({}, never);
  cluster.created = [created('Job', 'grpc-job-3-70012')];
  expect(await ledger.release({ signal: never, gracePeriod: never })).to.deep.equal({ stuck: [], notes: [] });
  expect(ledger.listEntries().map(({ jobId }) => jobId)).to.deep.equal(['3-70012']);
  expect([events, server.cancelled, cluster.removed]).to.deep.equal([['requested 1', 'refused 1'], [], []]);
});

test('a job that an answer of another scenario names is not claimed', async () => {
  const { ledger, server, cluster, others } = environment();
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

test('the sentences mean the jobs that were accepted, in the order of their acceptance', async () => {
  const { ledger, server } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  expect([ledger.opened, ledger.size, ledger.requests]).to.deep.equal([[], 1, 1]);
});

function created(kind: string, name: string): CreatedObject {
  return { kind, name, uid: name, jobId: parseName(name), seenAtMs: 1, gone: false };
}

function parseName(name: string): string | undefined {
  return /^grpc-job-(.+)$/.exec(name)?.[1];
}

function environment({ shared = false } = {}) {
  const others: LedgerEvent[] = [];
  const events: string[] = [];
  const server = new FakeServer();
  const cluster = new FakeCluster();
  const eventLog = {
    runId: 'r1',
    read: () => others,
    close: () => undefined,
    write: ({ event, request, jobId }: LedgerEvent) => events.push([event, request, jobId].join(' ').trim()),
  };
  const ledger = new JobLedger({
    scenario: 'A',
    client: server,
    objects: cluster,
    eventLog,
    watchCreated: async () => cluster,
    mayCancel: true,
    shared,
  });
  return { ledger, events, server, cluster, others };
}

class FakeServer {
  readonly cancelled: string[] = [];
  cancelStatus = 200;
  #answer = Promise.withResolvers<Exchange>();

  /** The next request is not answered before the returned promise is resolved. */
  hold(): PromiseWithResolvers<Exchange> {
    this.#answer = Promise.withResolvers<Exchange>();
    return this.#answer;
  }

  answer(exchange: Exchange): void {
    this.#answer.resolve(exchange);
  }

  configure(): Promise<Exchange> {
    return this.#answer.promise;
  }

  async cancel(jobId: string): Promise<Exchange> {
    this.cancelled.push(jobId);
    return answered(this.cancelStatus, {});
  }
}

class FakeCluster {
  readonly removed: string[] = [];
  /** Whether each removal gave the server a grace period. */
  readonly graces: boolean[] = [];
  failure: string | undefined;
  /** The objects that were created since the first request. */
  created: CreatedObject[] = [];

  list(): readonly CreatedObject[] {
    return this.created;
  }

  existedBefore(): boolean {
    return false;
  }

  stop(): void {
    this.created = [];
  }

  async removeAll(all: readonly JobObjectNames[], { gracePeriod }: RemovalOptions): Promise<Removal[]> {
    this.graces.push(gracePeriod !== undefined);
    this.removed.push(...all.map(({ job }) => job));
    const { failure } = this;
    return all.map((names) => ({ names, removed: [], ...(failure !== undefined && { failure }) }));
  }
}

async function catchFailure(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
