// What a ledger tracks and releases, also of requests that nobody waits for any more.
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Exchange } from '../../support/focus-server';
import type { JournalEntry } from '../../support/jobs/event-log';
import type { Removal, RemovalOptions } from '../../support/jobs/job-objects';
import { JobLedger } from '../../support/jobs/ledger';
import type { JobObjectNames } from '../../support/jobs/object-names';
import { answered } from '../focus-server/answered';

const never = new AbortController().signal;

test('a job whose answer nobody waits for any more is released all the same', async () => {
  const { ledger, events, server, cluster } = environment();
  const scenario = new AbortController();
  const asked = ledger.ask({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  expect(await failureOf(asked)).to.equal('The run was interrupted (SIGINT)');
  const release = ledger.release({ signal: never, patience: never });
  server.answer(answered(200, { job_id: '1-7' }));
  expect(await release).to.deep.equal({ stuck: [], notes: [] });
  expect(events).to.deep.equal(['asking 1', 'started 1 1-7', 'gone 1 1-7']);
  expect([server.cancelled, cluster.removed]).to.deep.equal([['1-7'], ['grpc-job-1-7']]);
});

test('jobs that are known are not kept waiting by a request that is on its way', async () => {
  const { ledger, events, server } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.ask({}, never);
  const late = server.hold();
  const scenario = new AbortController();
  const asked = ledger.ask({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  await failureOf(asked);
  const release = ledger.release({ signal: never, patience: never });
  await immediate();
  expect(events.at(-1)).to.equal('gone 1 1-7');
  late.resolve(answered(200, { job_id: '2-8' }));
  expect(await release).to.deep.equal({ stuck: [], notes: [] });
  expect(events.at(-1)).to.equal('gone 2 2-8');
});

test('a request without an answer when patience ends is told, and the ledger keeps it for the sweep', async () => {
  const { ledger, events } = environment();
  const scenario = new AbortController();
  const asked = ledger.ask({}, scenario.signal);
  scenario.abort(new Error('The run was interrupted (SIGINT)'));
  await failureOf(asked);
  const { stuck } = await ledger.release({ signal: never, patience: AbortSignal.abort(new Error('over')) });
  expect(stuck).to.deep.equal([
    'request 1 has no answer yet: the server may make a job of it, which `npm run sweep` looks for',
  ]);
  expect(events).to.deep.equal(['asking 1']);
});

test('an id that is no text is none, and is left to whoever judges the answer', async () => {
  for (const job_id of [{ toString: 1 }, [['1-7']], 7, null]) {
    const { ledger, events, server } = environment();
    const answer = answered(200, { job_id });
    server.answer(answer);
    expect(await ledger.ask({}, never)).to.equal(answer);
    expect(events).to.deep.equal(['asking 1', 'unclear 1']);
  }
});

test('nothing is asked once the scenario has ended', async () => {
  const { ledger, events } = environment();
  expect(await failureOf(ledger.ask({}, AbortSignal.abort(new Error('The scenario has ended'))))).to.equal(
    'The scenario has ended',
  );
  expect(events).to.deep.equal([]);
});

test('without patience the server is not asked, and its jobs are removed directly', async () => {
  const { ledger, server, cluster } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.ask({}, never);
  await ledger.release({ signal: never, patience: AbortSignal.abort(new Error('over')) });
  expect([server.cancelled, cluster.removed, cluster.graces[0]]).to.deep.equal([[], ['grpc-job-1-7'], false]);
});

test('a server that does not cancel gets no time to remove the job by itself', async () => {
  const { ledger, server, cluster } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  server.cancelStatus = 404;
  await ledger.ask({}, never);
  const { stuck, notes } = await ledger.release({ signal: never, patience: never });
  expect([stuck, notes.length, cluster.graces[0]]).to.deep.equal([[], 1, false]);
  expect(notes[0]).to.match(/^cancelling job 1-7: /);
});

test('a job that cannot be removed is stuck, does not count as gone, and is released once more', async () => {
  const { ledger, events, server, cluster } = environment();
  server.answer(answered(200, { job_id: '1-7' }));
  cluster.failure = 'after 120.0 s these objects are still there';
  await ledger.ask({}, never);
  const { stuck } = await ledger.release({ signal: never, patience: never });
  expect(stuck).to.deep.equal(['job 1-7: after 120.0 s these objects are still there']);
  expect(events).to.deep.equal(['asking 1', 'started 1 1-7']);
  cluster.failure = undefined;
  expect(await ledger.release({ signal: never, patience: never })).to.deep.equal({ stuck: [], notes: [] });
  expect(events.at(-1)).to.equal('gone 1 1-7');
  expect(await ledger.release({ signal: never, patience: never })).to.deep.equal({ stuck: [], notes: [] });
  expect(new Set(cluster.removed)).to.deep.equal(new Set(['grpc-job-1-7']));
});

test('jobs that a refusal tells to be begun are recorded, and released', async () => {
  const { ledger, events, server, cluster } = environment();
  server.answer(answered(503, { detail: 'the Service grpc-service-1-7 could not be created' }));
  await ledger.ask({}, never);
  await ledger.release({ signal: never, patience: never });
  expect(events).to.deep.equal(['asking 1', 'refused 1', 'begun 1 1-7', 'gone 1 1-7']);
  expect([server.cancelled, cluster.graces[0]]).to.deep.equal([[], true]);
});

function environment() {
  const events: string[] = [];
  const server = new FakeServer();
  const cluster = new FakeCluster();
  const journal = {
    runId: 'r1',
    timesStarted: () => 1,
    write: ({ event, request, jobId }: JournalEntry) => events.push([event, request, jobId].join(' ').trim()),
  };
  const ledger = new JobLedger({ scenario: 'A', client: server, objects: cluster, journal, mayCancel: true });
  return { ledger, events, server, cluster };
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
  /** Whether each removal left the server a moment. */
  readonly graces: boolean[] = [];
  failure: string | undefined;

  existingJobNames(): ReadonlySet<string> {
    return new Set();
  }

  async removeAll(all: readonly JobObjectNames[], { patience }: RemovalOptions): Promise<Removal[]> {
    this.graces.push(patience !== undefined);
    this.removed.push(...all.map(({ job }) => job));
    const { failure } = this;
    return all.map((names) => ({ names, removed: [], ...(failure !== undefined && { failure }) }));
  }
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
