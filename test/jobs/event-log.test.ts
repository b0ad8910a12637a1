// The ledger's file: the events of all processes of one run are read together, those of other runs are not.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import {
  countStarts,
  findLeftovers,
  hasUnanswered,
  listRequestsOfOthers,
  openEventLog,
  readEventLog,
  summarizeEvents,
  summarizeTimes,
} from '../../support/jobs/event-log';

const started = { event: 'started', request: 1, scenario: 's' } as const;

test('a job id is counted once for each time that the server gave it to this run', (context) => {
  const { file, open } = logFile(context);
  const [first, second, otherRun] = [open('a'), open('a'), open('b')];
  first.write({ ...started, jobId: '1-70000' });
  second.write({ ...started, jobId: '1-70001' });
  otherRun.write({ ...started, jobId: '1-70000' });
  const count = (jobId: string) => countStarts(first.read(), jobId);
  expect([count('1-70000'), count('1-70001'), count('1-7')]).to.deep.equal([1, 1, 0]);
  first.write({ ...started, event: 'gone', jobId: '1-70000' });
  second.write({ ...started, jobId: '1-70000' });
  appendFileSync(file, '{"run":{"id":"a"},"event":"started","jobId":"1-70000"');
  expect([count('1-70000'), count('1-70001'), count('1-7')]).to.deep.equal([2, 1, 0]);
});

test('the event name of earlier versions is understood', (context) => {
  const { file, open } = logFile(context);
  open('a').write({ ...started, event: 'requested' });
  writeFileSync(file, readFileSync(file, 'utf8').replace('"requested"', '"asking"'));
  expect(readEventLog(file).map(({ event }) => event)).to.deep.equal(['requested']);
});

test('what other scenarios requested is known, and whether an answer is still missing', () => {
  const requested = { ...started, event: 'requested' } as const;
  const events = [requested, { ...requested, scenario: 'other' }, { ...started, jobId: '1-1' }];
  expect(listRequestsOfOthers(events, 's')).to.deep.equal({
    named: new Set(),
    appeared: new Set(),
    unanswered: true,
  });
  const answered = [...events, { ...started, scenario: 'other', jobId: '2-2' }];
  expect(listRequestsOfOthers(answered, 's')).to.deep.equal({
    named: new Set(['2-2']),
    appeared: new Set(),
    unanswered: false,
  });
  const lost = [...events, { ...requested, event: 'unanswered', scenario: 'other' } as const];
  expect(listRequestsOfOthers(lost, 's').unanswered).to.equal(false);
  expect([hasUnanswered(lost, ['s']), hasUnanswered(lost, ['s', 'other'])]).to.deep.equal([true, false]);
  const appeared = [...answered, { ...started, event: 'appeared', scenario: 'other', jobId: '3-3' } as const];
  expect(listRequestsOfOthers(appeared, 's').appeared).to.deep.equal(new Set(['3-3']));
});

test('a run is summarized in one line', () => {
  const events = [
    { ...started, event: 'requested' },
    { ...started, jobId: '1-1' },
    { ...started, event: 'gone', jobId: '1-1' },
  ] as const;
  expect(summarizeEvents(events)).to.equal('1 request, 1 job started, 1 seen gone');
  expect(summarizeEvents([...events, { ...started, event: 'appeared', jobId: '2-2' }])).to.equal(
    '1 request, 1 job started, 1 that no answer names, 1 seen gone',
  );
});

test('the time of all workers is summarized by what they have waited for', () => {
  const timed = { event: 'timed', request: 0, scenario: '' } as const;
  const first = { ...timed, times: { server: 12_340, cluster: 45_000, removal: 10_200, suite: 8_100 } };
  const second = { ...timed, times: { server: 60, cluster: 0, removal: 0, suite: 900 } };
  expect(summarizeTimes([])).to.equal('not measured: no process of the run came to its end');
  expect(summarizeTimes([first])).to.equal('Focus Server 12.3 s, cluster 45.0 s, removal of jobs 10.2 s, suite 8.1 s');
  expect(summarizeTimes([first, second])).to.equal(
    'Focus Server 12.4 s, cluster 45.0 s, removal of jobs 10.2 s, suite 9.0 s (2 workers together)',
  );
});

test('what jobs left behind is read with its scenario, and whether an interruption ended the wait for it', (context) => {
  const { open } = logFile(context);
  const log = open('a');
  log.write(started);
  log.write({ ...started, event: 'left', jobId: '1-7', text: 'job 1-7: a Service' });
  log.write({ ...started, scenario: 'other', event: 'unfinished', text: 'request 1' });
  expect(findLeftovers(log.read())).to.deep.equal([
    { scenario: 's', text: 'job 1-7: a Service', late: true },
    { scenario: 'other', text: 'request 1', late: false },
  ]);
});

test('what repeated requests have shown counts against those scenarios, not against the one that saw it', () => {
  const saw = { event: 'left', request: 0, scenario: 's', text: 'job 1-7 appeared', subjects: ['job 1-7'] } as const;
  const repeated = { ...saw, event: 'repeated', text: 'job 1-7 appeared again', booked: ['A', 'B'] } as const;
  expect(findLeftovers([saw])).to.deep.equal([{ scenario: 's', text: 'job 1-7 appeared', late: true }]);
  expect(findLeftovers([saw, repeated])).to.deep.equal([
    { scenario: 'A', text: 'job 1-7 appeared again', late: true },
    { scenario: 'B', text: 'job 1-7 appeared again', late: true },
  ]);
});

function logFile(context: TestContext) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'event-log-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'ledger.ndjson');
  const open = (id: string) => {
    const log = openEventLog(file, { id, namespace: 'panda', baseUrl: 'http://host' });
    context.after(() => log.close());
    return log;
  };
  return { file, open };
}
