// When the queue takes over jobs, and what it writes of those that are not gone in time.
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Exchange } from '../../support/focus-server';
import type { LedgerEvent } from '../../support/jobs/event-log';
import type { Removal, RemovalOptions } from '../../support/jobs/job-objects';
import type { LedgerEntry } from '../../support/jobs/ledger-entry';
import { type JobObjectNames, listObjectNames } from '../../support/jobs/object-names';
import { type HandedOverJobs, RemovalQueue } from '../../support/jobs/removal-queue';
import { answered } from '../focus-server/answered';
import { catchFailure, created, never } from './ledger-fixture';

test('the next scenario starts as soon as the cancels are answered, while the jobs are still there', async () => {
  const { queue, events, jobs } = fixture({ jobsAtOnce: 2 });
  const { handed, cluster, server, closed } = jobs('A', ['1-7', '2-8']);
  expect(await queue.handOver(handed)).to.deep.equal([]);
  expect([server.cancelled, events, closed()]).to.deep.equal([['1-7', '2-8'], [], false]);
  cluster.remove();
  await queue.waitUntilDrained();
  expect([events, closed()]).to.deep.equal([['gone A 1-7', 'gone A 2-8'], true]);
});

test('the next scenario waits while more jobs are in removal than the profile allows', async () => {
  const { queue, jobs } = fixture({ jobsAtOnce: 2 });
  const [first, second] = [jobs('A', ['1-7', '2-8']), jobs('B', ['3-9'])];
  await queue.handOver(first.handed);
  const handedOver = queue.handOver(second.handed);
  let settled = false;
  void handedOver.then(() => {
    settled = true;
  });
  await immediate();
  expect([settled, second.server.cancelled]).to.deep.equal([false, ['3-9']]);
  first.cluster.remove();
  await handedOver;
  second.cluster.remove();
  await queue.waitUntilDrained();
});

test('a job that is still there at the deadline is written with its scenario, whichever scenario runs meanwhile', async () => {
  const { queue, events, jobs } = fixture({ jobsAtOnce: 12 });
  const late = jobs('A', ['1-7', '2-8']);
  await queue.handOver(late.handed);
  const other = jobs('B', ['3-9']);
  await queue.handOver(other.handed);
  other.cluster.remove();
  late.cluster.remove({ leftOfLast: ['Service grpc-service-2-8 (NodePort 30001)'] });
  await queue.waitUntilDrained();
  expect(events).to.deep.equal([
    'gone B 3-9',
    'gone A 1-7',
    'gone A 2-8',
    `left A 2-8 job 2-8: 37 s after it was cancelled these objects of it were still there:
  - Service grpc-service-2-8 (NodePort 30001)`,
  ]);
});

test('a job that cannot be removed is written with the reason', async () => {
  const { queue, events, jobs } = fixture({ jobsAtOnce: 12 });
  const { handed, cluster } = jobs('A', ['1-7']);
  await queue.handOver(handed);
  cluster.remove({ failure: 'after 122.0 s these objects of the job are still in namespace panda: …' });
  await queue.waitUntilDrained();
  expect(events).to.deep.equal([
    'left A 1-7 job 1-7: after 122.0 s these objects of the job are still in namespace panda: …',
  ]);
});

test('what an interruption leaves is not counted as late', async () => {
  const interrupted = new AbortController();
  const { queue, events, jobs } = fixture({ jobsAtOnce: 12, signal: interrupted.signal });
  const { handed, cluster } = jobs('A', ['1-7']);
  await queue.handOver(handed);
  interrupted.abort(new Error('The run was interrupted (SIGINT)'));
  cluster.remove({ failure: 'The run was interrupted (SIGINT)' });
  await queue.waitUntilDrained();
  expect(events).to.deep.equal(['unfinished A 1-7 job 1-7: The run was interrupted (SIGINT)']);
});

test('a request without an answer is written with its scenario', async () => {
  const { queue, events, jobs } = fixture({ jobsAtOnce: 12 });
  const { handed, cluster } = jobs('A', []);
  const unanswered = 'request 1 has no answer yet';
  await queue.handOver({ ...handed, ledger: { ...handed.ledger, waitUntilAnswered: async () => [unanswered] } });
  cluster.remove();
  await queue.waitUntilDrained();
  expect(events).to.deep.equal([`left A ${unanswered}`]);
});

test('what no answer of the run names is written with the scenario that saw it', async () => {
  const { queue, events, jobs } = fixture({ jobsAtOnce: 12 });
  const { handed, cluster } = jobs('A', []);
  const findUnclaimedLeft = async () => [
    created('Job', 'grpc-job-3-70012'),
    created('Service', 'grpc-service-3-70012'),
  ];
  await queue.handOver({ ...handed, ledger: { ...handed.ledger, findUnclaimedLeft } });
  cluster.remove();
  await queue.waitUntilDrained();
  expect(events).to.deep.equal([
    'left A job 3-70012 appeared while the scenario ran, no answer of the run names it, and the suite had to remove it',
    'left A Service grpc-service-3-70012 appeared while the scenario ran, no answer of the run names it, and the suite had to remove it',
  ]);
});

test('what the server refuses to cancel is returned for the report of the scenario', async () => {
  const { queue, jobs } = fixture({ jobsAtOnce: 12 });
  const { handed, cluster, server } = jobs('A', ['1-7']);
  server.status = 500;
  const notes = await queue.handOver(handed);
  expect(notes).to.have.length(1);
  expect(notes[0]).to.match(/^cancelling job 1-7: .* 500/);
  cluster.remove();
  await queue.waitUntilDrained();
});

test('an error of the suite in a removal ends the run with an error that names the scenario', async () => {
  const { queue, jobs } = fixture({ jobsAtOnce: 12 });
  const { handed, cluster, closed } = jobs('A', ['1-7']);
  await queue.handOver(handed);
  cluster.break(new Error('disk full'));
  await immediate();
  expect(await catchFailure(queue.waitUntilDrained())).to.equal(
    'The removal of the jobs of "A" could not be followed: disk full',
  );
  expect(closed()).to.equal(true);
});

function fixture({ jobsAtOnce, signal = never }: { jobsAtOnce: number; signal?: AbortSignal }) {
  const events: string[] = [];
  const write = ({ event, scenario, jobId, text }: LedgerEvent) =>
    events.push([event, scenario, jobId, text].filter((part) => part !== undefined).join(' '));
  const eventLog = { runId: 'r1', read: () => [], write, close: () => undefined };
  const interruption = { signal, gracePeriod: never, deadline: never };
  const queue = new RemovalQueue({ eventLog, jobsAtOnce, interruption });
  const jobs = (scenario: string, jobIds: readonly string[]) => handOver(scenario, jobIds, write);
  return { queue, events, jobs };
}

function handOver(scenario: string, jobIds: readonly string[], write: (event: LedgerEvent) => void) {
  const [server, cluster] = [new FakeServer(), new FakeCluster()];
  const entries = new Map(jobIds.map((jobId) => [jobId, entry(jobId)]));
  let isClosed = false;
  const handed: HandedOverJobs = {
    scenario,
    ledger: {
      listPresent: () => [...entries.values()],
      markCancelled: () => undefined,
      markGone: (jobId) => {
        entries.delete(jobId);
        write({ event: 'gone', request: 1, scenario, jobId });
      },
      waitUntilAnswered: async () => [],
      recordUnclaimed: () => 0,
      findUnclaimedLeft: async () => [],
    },
    removal: { client: server, objects: cluster, mayCancel: true, cleanedUpMs: 35_000 },
    close: () => {
      isClosed = true;
    },
  };
  return { handed, server, cluster, closed: () => isClosed };
}

function entry(jobId: string): LedgerEntry {
  return { jobId, names: listObjectNames(jobId), origin: 'answered', request: 1, cancelled: false, gone: false };
}

class FakeServer {
  readonly cancelled: string[] = [];
  status = 200;

  async cancel(jobId: string): Promise<Exchange> {
    this.cancelled.push(jobId);
    return answered(this.status, {});
  }
}

interface Outcome {
  /** Objects of the last job that the suite had to remove. */
  readonly leftOfLast?: readonly string[];
  readonly failure?: string;
}

/** A cluster in which jobs stay until the test removes them. */
class FakeCluster {
  readonly #outcome = Promise.withResolvers<Outcome>();

  remove(outcome: Outcome = {}): void {
    this.#outcome.resolve(outcome);
  }

  break(error: Error): void {
    this.#outcome.reject(error);
  }

  async removeAll(all: readonly JobObjectNames[], _options: RemovalOptions): Promise<Removal[]> {
    if (all.length === 0) return [];
    const { leftOfLast = [], failure } = await this.#outcome.promise;
    return all.map((names) => ({
      names,
      removed: names === all.at(-1) ? leftOfLast : [],
      ...(failure !== undefined && { failure }),
    }));
  }
}
