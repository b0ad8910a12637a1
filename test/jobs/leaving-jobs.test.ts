// For which jobs of other scenarios a scenario waits, and for what of them.
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { LedgerEvent } from '../../support/jobs/event-log';
import type { JobObjects } from '../../support/jobs/job-objects';
import { type LeavingJobsOptions, waitUntilGone, waitUntilSlotsAndPortsFree } from '../../support/jobs/leaving-jobs';
import type { JobObjectNames } from '../../support/jobs/object-names';
import { answered } from '../focus-server/answered';
import { makeLedger, never } from './ledger-fixture';

test('a scenario waits until the jobs of other scenarios have no Job and no Service', async () => {
  const cluster = new FakeObjects(['1-7', '2-8']);
  const waiting = waitUntilSlotsAndPortsFree(withEvents(cluster, [started('1-7'), started('2-8')]));
  cluster.release('1-7');
  expect(await isSettled(waiting)).to.equal(false);
  cluster.release('2-8');
  await waiting;
  expect([cluster.withinMs, cluster.present]).to.deep.equal([35_000, ['1-7', '2-8']]);
});

test('a scenario that counts pods waits until nothing of the other jobs is left', async () => {
  const cluster = new FakeObjects(['1-7']);
  const waiting = waitUntilGone(withEvents(cluster, [started('1-7')]));
  cluster.release('1-7');
  expect(await isSettled(waiting)).to.equal(false);
  cluster.remove('1-7');
  await waiting;
});

test('a job that was seen gone is not waited for, unless its id came again', async () => {
  const gone = { ...started('1-7'), event: 'gone' } as const;
  await waitUntilGone(withEvents(new FakeObjects(['1-7']), [started('1-7'), gone]));
  const again = waitUntilGone(withEvents(new FakeObjects(['1-7']), [started('1-7'), gone, started('1-7')]));
  expect(await isSettled(again)).to.equal(false);
});

test('a scenario does not wait for the jobs of its own ledger, but for those of its earlier attempt', async () => {
  const { ledger, server } = makeLedger();
  server.answer(answered(200, { job_id: '1-7' }));
  await ledger.send({}, never);
  await waitUntilGone({ ...withEvents(new FakeObjects(['1-7']), [started('1-7')]), ledger });
  const earlier = waitUntilGone({ ...withEvents(new FakeObjects(['2-8']), [started('2-8')]), ledger });
  expect(await isSettled(earlier)).to.equal(false);
});

test('what is still there after the deadline counts as permanent: the scenario goes on', async () => {
  const cluster = new FakeObjects(['1-7']);
  const waiting = waitUntilGone(withEvents(cluster, [started('1-7')]));
  expect(await isSettled(waiting)).to.equal(false);
  cluster.expire();
  await waiting;
});

function started(jobId: string): LedgerEvent {
  return { event: 'started', request: 1, scenario: 'A', jobId };
}

function withEvents(objects: LeavingJobsOptions['objects'], events: readonly LedgerEvent[]): LeavingJobsOptions {
  const eventLog = { runId: 'r1', read: () => events, write: () => undefined, close: () => undefined };
  return { objects, eventLog, ledger: { listEntries: () => [] }, withinMs: 35_000, signal: never };
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await immediate();
  return settled;
}

/** Jobs that hold their slot and port until they are released, and are there until they are removed. */
class FakeObjects implements Pick<JobObjects, 'holdsWithin' | 'findLeft' | 'holdSlotsOrPorts'> {
  readonly #present: Set<string>;
  readonly #holding: Set<string>;
  #check = (): void => undefined;
  #end = (): void => undefined;
  withinMs = 0;

  constructor(jobIds: readonly string[]) {
    this.#present = new Set(jobIds);
    this.#holding = new Set(jobIds);
  }

  /** Its Job and its Service are deleted; its pod is still there. */
  release(jobId: string): void {
    this.#holding.delete(jobId);
    this.#check();
  }

  /** Nothing of it is left. */
  remove(jobId: string): void {
    this.#present.delete(jobId);
    this.#check();
  }

  /** The deadline of the wait has come. */
  expire(): void {
    this.#end();
  }

  get present(): string[] {
    return [...this.#present];
  }

  findLeft(all: readonly JobObjectNames[]): JobObjectNames[] {
    return all.filter(({ job }) => this.#present.has(job.replace('grpc-job-', '')));
  }

  holdSlotsOrPorts(all: readonly JobObjectNames[]): boolean {
    return all.some(({ job }) => this.#holding.has(job.replace('grpc-job-', '')));
  }

  holdsWithin(condition: () => boolean, { withinMs }: { withinMs: number }): Promise<boolean> {
    this.withinMs = withinMs;
    return new Promise((resolve) => {
      this.#check = () => {
        if (condition()) resolve(true);
      };
      this.#end = () => resolve(condition());
      this.#check();
    });
  }
}
