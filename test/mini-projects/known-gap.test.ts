// A requirement that the product is known not to meet yet, while it is declared, expired and closed, on a sandbox with that fault.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { verdictFileSchema } from '../../support/verdict';
import { reportsFolder, runCucumber } from './command-line';

const fault = 'second-cancel-500';

test('a declared gap is shown with its key and accepted', async (t) => {
  expect(await run(t, { until: '2999-12-31', faults: fault })).to.deep.equal([
    0,
    'knownGap',
    'PZ-13899, tolerated until 2999-12-31: the second cancel is not built yet',
  ]);
});

test('a gap whose date has passed is not accepted', async (t) => {
  const [exitCode, outcome, reason] = await run(t, { until: '2026-01-01', faults: fault });
  expect([exitCode, outcome]).to.deep.equal([1, 'notMet']);
  expect(reason).to.match(/^the known gap PZ-13899 was tolerated until 2026-01-01: /);
});

test('a gap that no longer exists must be removed from the profile', async (t) => {
  expect(await run(t, { until: '2999-12-31', faults: '' })).to.deep.equal([
    1,
    'gapGone',
    'the known gap PZ-13899 is gone: remove it from the profile of "test"',
  ]);
});

async function run(
  t: TestContext,
  { until, faults }: { until: string; faults: string },
): Promise<[number | null, string | undefined, string | undefined]> {
  const folder = reportsFolder(t);
  const { exitCode, stderr } = await runCucumber({
    args: ['features/orchestration/job-cancellation.feature', '--tags', '@id:cancel-cleans-up'],
    env: { FOCUS_ENV: writeProfile(t, until), FOCUS_REPORTS: folder, SANDBOX_FAULTS: faults },
  });
  expect(stderr).to.equal('');
  const { scenarios } = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
  expect(scenarios).to.have.length(1);
  return [exitCode, scenarios[0]?.outcome, scenarios[0]?.reason];
}

function writeProfile(t: TestContext, until: string): string {
  const file = path.join(reportsFolder(t), 'test.yaml');
  const gap = `{ key: PZ-13899, scenario: "@id:cancel-cleans-up", until: "${until}", reason: the second cancel is not built yet }`;
  writeFileSync(file, `description: A sandbox with a gap\nsandbox: true\nknownGaps: [${gap}]\n`);
  return file;
}
