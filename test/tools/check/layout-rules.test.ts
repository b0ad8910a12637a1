// The rules for the layout, on small lists of files that break them.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findLayoutProblems, findLongFiles } from '../../../tools/check/layout-rules';

test('demands every file of support/ in a room', () => {
  expect(lines(['support/seconds.ts', 'support/loader.js', 'support/jobs/job.ts'])).to.deep.equal([
    'Found 2 loose files in support/: move it into the room of its subject.',
    '  support/loader.js',
    '  support/seconds.ts',
  ]);
});

test('demands files of 250 lines at most', () => {
  const lengths = [['support/jobs/job.ts', 250] as const, ['support/jobs/ledger.ts', 251] as const];
  expect(describeFindings(findLongFiles(lengths))).to.equal(
    'Found 1 file of more than 250 lines: divide it by purpose.\n  support/jobs/ledger.ts  251 lines',
  );
});

test('demands a source of the same name for each test', () => {
  const files = [
    'support/jobs/job.ts',
    'support/run/command.js',
    'support/capacity/report/page.ts',
    'tools/check/findings.ts',
    'test/jobs/job.test.ts',
    'test/run/command.test.ts',
    'test/jobs/records.ts',
    'test/capacity/report.test.ts',
    'test/tools/check/findings.test.ts',
    'test/jobs/jobs.test.ts',
    'test/check/findings.test.ts',
    'test/capacity/report/pages.test.ts',
    'test/mini-projects/run.test.ts',
  ];

  expect(lines(files, [{ path: 'test/mini-projects', reason: 'whole runs' }])).to.deep.equal([
    'Found 3 tests without a source of their name: test/ROOM/NAME.test.ts tests support/ROOM/NAME.ts or the folder support/ROOM/NAME.',
    '  test/capacity/report/pages.test.ts',
    '  test/check/findings.test.ts',
    '  test/jobs/jobs.test.ts',
  ]);
});

test('demands each name only once, except the entries of folders and programs', () => {
  const files = [
    'support/jobs/ports.ts',
    'support/requests/ports.ts',
    'tools/bench/ports.ts',
    'support/jobs/index.ts',
    'support/requests/index.ts',
    'tools/bench/main.ts',
    'tools/check/main.ts',
    'step-definitions/ports.ts',
    'packages/kube-sandbox/src/ports.ts',
  ];

  expect(lines(files)).to.deep.equal([
    'Found 1 file name used twice: name the file so that its content is clear without the folder.',
    '  support/jobs/ports.ts  also support/requests/ports.ts, tools/bench/ports.ts',
  ]);
});

test('finds exceptions that are not needed', () => {
  const exceptions = [
    { path: 'test/jobs/gone.test.ts', reason: 'it was there once' },
    { path: 'test/jobs/job.test.ts', reason: 'it has a source by now' },
  ];

  expect(lines(['support/jobs/job.ts', 'test/jobs/job.test.ts'], exceptions)).to.deep.equal([
    'Found 2 exceptions that nothing needs: remove it from tools/check/layout-rules.ts.',
    '  test/jobs/gone.test.ts',
    '  test/jobs/job.test.ts',
  ]);
});

function lines(files: readonly string[], exceptions: Parameters<typeof findLayoutProblems>[1] = []): string[] {
  return describeFindings(findLayoutProblems(files, exceptions)).split('\n');
}
