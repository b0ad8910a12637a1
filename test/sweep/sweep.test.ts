// Which jobs are left over according to the file of a ledger, and which requests never got an answer.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { openEventLog, readEventLog } from '../../support/jobs/event-log';
import { findLeftovers } from '../../support/sweep/sweep';
import { findUnanswered } from '../../support/sweep/unanswered-requests';

const run = { id: 'r1', namespace: 'panda', baseUrl: 'http://host/focus-server' };
const scenario = 'Creating a job spawns its pod';

function writeEventLog(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'event-log-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'ledger.ndjson');
}

test('a job that was started and not seen to be removed is left over; the same id in another run is another job', (context) => {
  const file = writeEventLog(context);
  const eventLog = openEventLog(file, run);
  const other = openEventLog(file, { ...run, id: 'r2' });
  for (const [request, jobId] of ['1-1', '2-2'].entries()) {
    eventLog.write({ event: 'requested', request, scenario });
    eventLog.write({ event: 'started', request, scenario, jobId });
  }
  eventLog.write({ event: 'gone', request: 0, scenario, jobId: '1-1' });
  other.write({ event: 'started', request: 0, scenario, jobId: '1-1' });
  expect(findLeftovers(readEventLog(file)).map(({ entry, jobId }) => `${entry.run.id} ${jobId}`)).to.deep.equal([
    'r1 2-2',
    'r2 1-1',
  ]);
});

test('a request without any answer is found, one that was refused or started is not', (context) => {
  const file = writeEventLog(context);
  const eventLog = openEventLog(file, run);
  for (const request of [1, 2, 3]) eventLog.write({ event: 'requested', request, scenario });
  eventLog.write({ event: 'refused', request: 1, scenario });
  eventLog.write({ event: 'started', request: 3, scenario, jobId: '3-3' });
  expect(findUnanswered(readEventLog(file)).map(({ request }) => request)).to.deep.equal([2]);
});

test('a line that a killed run left half-written is ignored', (context) => {
  const file = writeEventLog(context);
  openEventLog(file, run).write({ event: 'started', request: 1, scenario, jobId: '1-1' });
  appendFileSync(file, '{"at":"2026-01-01T00:00:00Z","run":{"id"');
  expect(readEventLog(file).map(({ jobId }) => jobId)).to.deep.equal(['1-1']);
});

test('without a file there are no jobs', (context) => {
  expect(readEventLog(writeEventLog(context))).to.deep.equal([]);
});
