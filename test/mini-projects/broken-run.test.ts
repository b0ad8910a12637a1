// Runs that break before their end, through the real command line: never accepted, and the reports show what was observed and what was not.
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { type VerdictFile, verdictFileSchema } from '../../support/verdict';
import { type Outcome, runCucumber, startCucumber } from './command-line';
import { type Fixture, startFixture } from './fixture';

const endedEarly =
  'The process ended before the run was complete: something called process.exit(), or Cucumber itself failed.';
const held = 'accepted: A requirement that holds ()';

test('a step that ends the process', async (t) => {
  const { outcome, fixture, verdict } = await run(t, ['--tags', '@quits']);
  expect(outcome).to.deep.include({ exitCode: 3, stderr: `${endedEarly}\n` });
  expect(verdict.problems).to.deep.equal([endedEarly]);
  expect(describeScenarios(verdict)).to.deep.equal([
    held,
    'suiteFailed: A step that ends its process (was not finished when the run ended)',
    'suiteFailed: A requirement after it (was not begun when the run ended)',
    'suiteFailed: Another requirement after it (was not begun when the run ended)',
  ]);
  expect(junitCounts(fixture)).to.equal('tests="5" skipped="0" failures="4" errors="0"');
  const messages = readFileSync(path.join(fixture.folder, 'messages.ndjson'), 'utf8').trimEnd().split('\n');
  expect(Object.keys(JSON.parse(messages.at(-1) ?? ''))).to.deep.equal(['testStepStarted']);
});

test('a worker that a step ends, so that some scenarios are never started', async (t) => {
  const { outcome, fixture, verdict } = await run(t, ['--tags', '@quits', '--parallel', '1']);
  expect(outcome.exitCode).to.equal(3);
  expect(outcome.stdout).to.contain('the run failed\n  Worker 0 exited unexpectedly with code 0\n');
  expect(verdict.problems).to.deep.equal(['Worker 0 exited unexpectedly with code 0']);
  expect(verdict.counts).to.include({ accepted: 1, suiteFailed: 3 });
  expect(junitCounts(fixture)).to.equal('tests="5" skipped="0" failures="4" errors="0"');
});

test('an error that is thrown after its step has ended', async (t) => {
  const { outcome, fixture, verdict } = await run(t, ['--tags', '@leaves']);
  expect(outcome.exitCode).to.equal(3);
  expect(verdict.problems).to.have.length(1);
  expect(verdict.problems[0]).to.match(
    /^An error occurred outside of every step and hook: Error: nobody waits for this\n/,
  );
  expect(verdict.counts).to.include({ accepted: 2 });
  expect(junitCounts(fixture)).to.equal('tests="3" skipped="0" failures="1" errors="0"');
});

test('hooks that fail before a step, and after all scenarios', async (t) => {
  const { outcome, fixture, verdict } = await run(t, ['--tags', '@hook'], { BROKEN_END: 'cannot end' });
  expect(outcome.exitCode).to.equal(3);
  expect(describeScenarios(verdict)).to.deep.equal([
    held,
    'suiteFailed: A hook that fails (the hook prepare failed: nothing to prepare)',
  ]);
  expect(verdict.problems).to.deep.equal([
    'The hook of the run at test/mini-projects/broken/steps.ts:14 failed: cannot end',
  ]);
  expect(junitCounts(fixture)).to.equal('tests="3" skipped="0" failures="2" errors="0"');
  const page = readFileSync(path.join(fixture.folder, 'html/features/the-run-itself.html'), 'utf8');
  expect(page).to.contain('failed: cannot end');
});

test('a step that only the time limit of Cucumber ends', async (t) => {
  const { verdict } = await run(t, ['--tags', '@hangs']);
  expect(describeScenarios(verdict)).to.deep.equal([
    held,
    'suiteFailed: A step that does not end ("it hangs" did not end within 0.1 s, and no deadline of its own explains why)',
  ]);
});

test('a retry does not hide a requirement that was not met', async (t) => {
  const { outcome, verdict } = await run(t, ['--tags', '@changes', '--retry', '1']);
  expect(outcome.exitCode).to.equal(1);
  expect(describeScenarios(verdict)).to.deep.equal([
    'flaky: A requirement that is not met at first, and then not applicable (was skipped at attempt 2; at first: expected 2, was 3)',
    'notMet: A requirement that is not met at first, and then blocked (expected 2, was 3\nat attempt 2: the cluster is gone)',
  ]);
});

test('a run that ends at its first failure reports the scenarios that it did not run', async (t) => {
  const { outcome, verdict } = await run(t, ['--tags', '@fast', '--fail-fast']);
  expect(outcome.exitCode).to.equal(1);
  expect(outcome.stdout).to.contain('3 scenarios: 1 accepted, 1 not met, 1 interrupted\n');
  expect(describeScenarios(verdict).at(-1)).to.equal(
    'interrupted: A requirement after the failure (was not begun: the run ended at its first failure (--fail-fast))',
  );
});

test('reports that are removed while the run writes to them', async (t) => {
  const { outcome, fixture, verdict } = await run(t, ['--tags', '@removes']);
  expect(outcome.exitCode).to.equal(3);
  expect(verdict.problems).to.deep.equal([
    `${path.join(fixture.folder, 'messages.ndjson')} was removed while the run wrote to it.`,
  ]);
});

test('another run with the same folder of reports', async (t) => {
  const fixture = await startFixture(t);
  const outcome = await runCucumber({ project: 'broken', env: fixture.env, args: ['--tags', '@replaces'] });
  expect(outcome.exitCode).to.equal(3);
  expect(outcome.stdout).to.contain(
    `Another run writes its reports to ${path.join(fixture.folder, 'messages.ndjson')}`,
  );
  expect(readFileSync(path.join(fixture.folder, 'messages.ndjson'), 'utf8')).to.equal('{}\n');
  expect(existsSync(path.join(fixture.folder, 'verdict.json'))).to.equal(false);
});

test('an output pipe that nobody reads any more', async (t) => {
  const fixture = await startFixture(t);
  const child = startCucumber({ project: 'broken', env: fixture.env, args: ['--tags', '@fast'] });
  child.stdout.once('data', () => child.stdout.destroy());
  await once(child, 'exit');
  expect(child.exitCode).to.equal(1);
  expect(readVerdict(fixture).counts).to.include({ accepted: 2, notMet: 1 });
});

for (const args of [['--nonsense'], ['--profile', 'nope'], ['--tags', '@a and'], ['nowhere.feature']]) {
  test(`the verdict of an earlier run is removed before ${args.join(' ')}`, async (t) => {
    const fixture = await startFixture(t);
    writeFileSync(path.join(fixture.folder, 'verdict.json'), '{"exitCode":0}');
    const { exitCode } = await runCucumber({
      project: 'broken',
      env: fixture.env,
      args,
      command: 'npm run acceptance',
    });
    expect([exitCode, existsSync(path.join(fixture.folder, 'verdict.json'))]).to.deep.equal([2, false]);
  });
}

async function run(
  t: TestContext,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ outcome: Outcome; fixture: Fixture; verdict: VerdictFile }> {
  const fixture = await startFixture(t);
  const outcome = await runCucumber({ project: 'broken', env: { ...fixture.env, ...env }, args });
  return { outcome, fixture, verdict: readVerdict(fixture) };
}

function readVerdict({ folder }: Fixture): VerdictFile {
  return verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
}

function describeScenarios({ scenarios }: VerdictFile): string[] {
  return scenarios.map(({ outcome, title, reason }) => `${outcome}: ${title} (${reason})`);
}

function junitCounts({ folder }: Fixture): string | undefined {
  const xml = readFileSync(path.join(folder, 'junit.xml'), 'utf8');
  return /tests="\d+" skipped="\d+" failures="\d+" errors="\d+"/.exec(xml)?.[0];
}
