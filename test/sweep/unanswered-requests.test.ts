// The jobs that the sweep waits for after a run that was killed before its requests were answered.
import { test } from 'node:test';
import { expect } from 'chai';
import type { RecordedEvent } from '../../support/jobs/event-log';
import { type JobObjectNames, listObjectNames } from '../../support/jobs/object-names';
import { awaitUnanswered, type DatedJob, findUnanswered } from '../../support/sweep/unanswered-requests';

const run = { id: 'r1', namespace: 'panda', baseUrl: 'http://host/focus-server' };
const scenario = 'Creating a job spawns its pod';
const sentAt = new Date('2026-11-22T12:00:00Z');
const unansweredRequest: RecordedEvent = { at: sentAt, run, event: 'requested', request: 1, scenario };
const request =
  'the request without an answer that run r1 sent at 2026-11-22T12:00:00.000Z in "Creating a job spawns its pod"';

test('the sweep waits until the server has removed a job of that time', async () => {
  const cluster = new FakeCluster([job('3-7001', 2)]);
  cluster.later = [];
  const { left, lines } = await wait(cluster);
  expect(left).to.deep.equal([]);
  expect(lines).to.deep.equal([
    `job 3-7001, created at 2026-11-22T12:00:02.000Z, may be the result of ${request}: waiting until the server removes it`,
    'job 3-7001 was removed by the server',
  ]);
});

test('a job that still exists at the deadline is named, and not deleted', async () => {
  const { left } = await wait(new FakeCluster([job('3-7001', 2)]));
  expect(left).to.deep.equal([
    `job 3-7001, created at 2026-11-22T12:00:02.000Z, still exists. It may be the result of ${request}, or belong to another user: see \`kubectl get pods -l app=grpc-job-3-7001\``,
  ]);
});

test('the sweep does not wait for jobs of another time, or for those that the ledger knows', async () => {
  const cluster = new FakeCluster([job('1-1', -7), job('2-2', 36), job('3-3', 2)]);
  const { left, lines } = await wait(cluster, ({ jobId }) => jobId === '3-3');
  expect([...left, ...lines]).to.deep.equal([]);
});

test('a request whose answer names no job counts as one without an answer', () => {
  const unclear: RecordedEvent = { ...unansweredRequest, event: 'unclear' };
  expect(findUnanswered([unansweredRequest, unclear])).to.deep.equal([unansweredRequest]);
  expect(findUnanswered([unansweredRequest, unclear, { ...unansweredRequest, event: 'settled' }])).to.deep.equal([]);
});

async function wait(cluster: FakeCluster, isKnown: (job: DatedJob) => boolean = () => false) {
  const lines: string[] = [];
  const left = await awaitUnanswered([unansweredRequest], isKnown, {
    objects: cluster,
    requestMs: 30_000,
    signal: new AbortController().signal,
    printLine: (line) => lines.push(line),
  });
  return { left, lines };
}

function job(jobId: string, secondsLater: number): DatedJob {
  return { jobId, at: new Date(sentAt.getTime() + secondsLater * 1_000) };
}

/** Shows its jobs, and `later` after the first wait; then the deadline is over. */
class FakeCluster {
  later: readonly DatedJob[] | undefined;
  #jobs: readonly DatedJob[];

  constructor(jobs: readonly DatedJob[]) {
    this.#jobs = jobs;
  }

  listCreationTimes(): DatedJob[] {
    return [...this.#jobs];
  }

  findLeft(all: readonly JobObjectNames[]): JobObjectNames[] {
    return all.filter(({ job: name }) => this.#jobs.some(({ jobId }) => listObjectNames(jobId).job === name));
  }

  async holdsWithin(condition: () => boolean): Promise<boolean> {
    if (condition()) return true;
    this.#jobs = this.later ?? this.#jobs;
    return condition();
  }
}
