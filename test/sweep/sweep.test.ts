// Which jobs a ledger's file tells to be left over, and which requests never got an answer.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { openJournal, readJournal } from '../../support/jobs/event-log';
import { leftoversIn } from '../../support/sweep/sweep';
import { unansweredIn } from '../../support/sweep/unanswered-requests';

const run = { id: 'r1', namespace: 'panda', baseUrl: 'http://host/focus-server' };
const scenario = 'Creating a job spawns its pod';

function journalFile(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'ledger.ndjson');
}

test('a job that was started and not seen gone is left over; the same number of another run is another job', (context) => {
  const file = journalFile(context);
  const journal = openJournal(file, run);
  const other = openJournal(file, { ...run, id: 'r2' });
  for (const [request, jobId] of ['1-1', '2-2'].entries()) {
    journal.write({ event: 'asking', request, scenario });
    journal.write({ event: 'started', request, scenario, jobId });
  }
  journal.write({ event: 'gone', request: 0, scenario, jobId: '1-1' });
  other.write({ event: 'started', request: 0, scenario, jobId: '1-1' });
  expect(leftoversIn(readJournal(file)).map(({ entry, jobId }) => `${entry.run.id} ${jobId}`)).to.deep.equal([
    'r1 2-2',
    'r2 1-1',
  ]);
});

test('a request without any answer is told, one that was refused or started is not', (context) => {
  const file = journalFile(context);
  const journal = openJournal(file, run);
  for (const request of [1, 2, 3]) journal.write({ event: 'asking', request, scenario });
  journal.write({ event: 'refused', request: 1, scenario });
  journal.write({ event: 'started', request: 3, scenario, jobId: '3-3' });
  expect(unansweredIn(readJournal(file)).map(({ request }) => request)).to.deep.equal([2]);
});

test('a line that a killed run left half-written tells nothing', (context) => {
  const file = journalFile(context);
  openJournal(file, run).write({ event: 'started', request: 1, scenario, jobId: '1-1' });
  appendFileSync(file, '{"at":"2026-01-01T00:00:00Z","run":{"id"');
  expect(readJournal(file).map(({ jobId }) => jobId)).to.deep.equal(['1-1']);
});

test('no file tells of no job', (context) => {
  expect(readJournal(journalFile(context))).to.deep.equal([]);
});
