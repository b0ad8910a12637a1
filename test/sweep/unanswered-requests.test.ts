// What the sweep waits for after a run that was killed before its requests were answered.
import { test } from 'node:test';
import { expect } from 'chai';
import type { RecordedEvent } from '../../support/jobs/event-log';
import { type JobObjectNames, objectNamesOf } from '../../support/jobs/object-names';
import { awaitUnanswered, type DatedJob, unansweredIn } from '../../support/sweep/unanswered-requests';

const run = { id: 'r1', namespace: 'panda', baseUrl: 'http://host/focus-server' };
const scenario = 'Creating a job spawns its pod';
const asked = new Date('2026-11-22T12:00:00Z');
const asking: RecordedEvent = { at: asked, run, event: 'requested', request: 1, scenario };
const request =
  'what run r1 asked for at 2026-11-22T12:00:00.000Z in "Creating a job spawns its pod" and got no answer to';

test('a job of the time is waited for until the server has removed it', async () => {
  const cluster = new FakeCluster([job('3-7001', 2)]);
  cluster.later = [];
  const { left, lines } = await wait(cluster);
  expect(left).to.deep.equal([]);
  expect(lines).to.deep.equal([
    `job 3-7001, created at 2026-11-22T12:00:02.000Z, may have come of ${request}: waiting until the server removes it`,
    'job 3-7001 was removed by the server',
  ]);
});

test('a job that is still there at the deadline is named, and nobody touched it', async () => {
  const { left } = await wait(new FakeCluster([job('3-7001', 2)]));
  expect(left).to.deep.equal([
    `job 3-7001, created at 2026-11-22T12:00:02.000Z, is still there. It may have come of ${request}, or be somebody else's: \`kubectl get pods -l app=grpc-job-3-7001\` shows it`,
  ]);
});

test('jobs of another time, and those that the ledger knows, are not waited for', async () => {
  const cluster = new FakeCluster([job('1-1', -7), job('2-2', 36), job('3-3', 2)]);
  const { left, lines } = await wait(cluster, ({ jobId }) => jobId === '3-3');
  expect([...left, ...lines]).to.deep.equal([]);
});

test('a request whose answer tells of no job is as one without an answer', () => {
  const unclear: RecordedEvent = { ...asking, event: 'unclear' };
  expect(unansweredIn([asking, unclear])).to.deep.equal([asking]);
  expect(unansweredIn([asking, unclear, { ...asking, event: 'settled' }])).to.deep.equal([]);
});

async function wait(cluster: FakeCluster, isKnown: (job: DatedJob) => boolean = () => false) {
  const lines: string[] = [];
  const left = await awaitUnanswered([asking], isKnown, {
    objects: cluster,
    requestMs: 30_000,
    signal: new AbortController().signal,
    say: (line) => lines.push(line),
  });
  return { left, lines };
}

function job(jobId: string, secondsLater: number): DatedJob {
  return { jobId, at: new Date(asked.getTime() + secondsLater * 1_000) };
}

/** Shows its jobs, and `later` once somebody has waited; then the time is up. */
class FakeCluster {
  later: readonly DatedJob[] | undefined;
  #jobs: readonly DatedJob[];

  constructor(jobs: readonly DatedJob[]) {
    this.#jobs = jobs;
  }

  createdAt(): DatedJob[] {
    return [...this.#jobs];
  }

  left(all: readonly JobObjectNames[]): JobObjectNames[] {
    return all.filter(({ job: name }) => this.#jobs.some(({ jobId }) => objectNamesOf(jobId).job === name));
  }

  async holdsWithin(condition: () => boolean): Promise<boolean> {
    if (condition()) return true;
    this.#jobs = this.later ?? this.#jobs;
    return condition();
  }
}
