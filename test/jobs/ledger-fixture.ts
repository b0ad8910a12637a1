// A ledger with a server and a cluster that answer as a test wants.
import type { Exchange } from '../../support/focus-server';
import type { CreatedObject } from '../../support/jobs/created-objects';
import type { LedgerEvent } from '../../support/jobs/event-log';
import type { Removal, RemovalOptions } from '../../support/jobs/job-objects';
import { releaseJobs } from '../../support/jobs/job-release';
import type { JobRemovalOptions } from '../../support/jobs/job-removal';
import { JobLedger } from '../../support/jobs/ledger';
import type { JobObjectNames } from '../../support/jobs/object-names';
import { answered } from '../focus-server/answered';

/** A signal that never aborts. */
export const never = new AbortController().signal;

/** The ledger of scenario A. `events` are what it writes, `others` what the other scenarios wrote. */
export function makeLedger({ shared = false } = {}) {
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
    eventLog,
    watchCreated: async () => cluster,
    shared,
  });
  const removal = { client: server, objects: cluster, mayCancel: true, cleanedUpMs: 30_000 };
  const release = (signals: Pick<JobRemovalOptions, 'signal' | 'gracePeriod'>) =>
    releaseJobs(ledger, { ...removal, ...signals });
  return { ledger, release, events, server, cluster, others };
}

/** An object that appeared. */
export function created(kind: string, name: string): CreatedObject {
  return { kind, name, uid: name, jobId: parseName(name), seenAtMs: 1, gone: false };
}

function parseName(name: string): string | undefined {
  return /^grpc-job-(.+)$/.exec(name)?.[1];
}

/** The message of the error that the promise rejects with. */
export async function catchFailure(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
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
  /** What has appeared since the first request. */
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

  async removeAll(all: readonly JobObjectNames[], { grace }: RemovalOptions): Promise<Removal[]> {
    if (all.length > 0) this.graces.push(grace !== undefined);
    this.removed.push(...all.map(({ job }) => job));
    const { failure } = this;
    return all.map((names) => ({ names, removed: [], ...(failure !== undefined && { failure }) }));
  }
}
