// Every outcome through the real command line: on the terminal, in the reports, in the exit code.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { verdictFileSchema } from '../../support/verdict';
import { type Outcome, reportsFolder, runCucumber, startCucumber } from './command-line';
import { startFixture } from './fixture';

const gaps = `description: A sample
jira: { url: https://jira.example }
knownGaps:
  - { key: PZ-1, scenario: "@id:known-gap", until: "2999-12-31", reason: not built yet }
  - { key: PZ-2, scenario: "@id:gap-gone", until: "2999-12-31", reason: was not built yet }
`;

test('every outcome is shown on the terminal, in the verdict, in JUnit, in JSON and in HTML', async (t) => {
  const { outcome, folder } = await runOutcomes(t, { profile: gaps, args: ['--retry', '1'] });
  expect(outcome.exitCode).to.equal(1);
  expect(outcome.stderr).to.equal('');
  expect(outcome.stdout.trimEnd().split('\n').slice(-2)).to.deep.equal([
    '12 scenarios: 2 accepted, 1 known gap, 1 not applicable, 3 not met, 1 gap gone, 1 flaky, 1 blocked by the environment, 2 the suite failed',
    'test: a requirement is not met (exit code 1)',
  ]);
  const { scenarios } = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
  const titles = scenarios.map(({ title, outcome: how, reason }) => `${how}: ${title} (${reason.split('\n', 1)[0]})`);
  expect(titles).to.deep.equal([
    'accepted: A requirement that holds ()',
    'notMet: A requirement that is not met (expected 2, was 3)',
    'blocked: An environment that breaks (the cluster is gone)',
    'notApplicable: A scenario that is not applicable (the profile forbids it)',
    'suiteFailed: A scenario that is skipped without a reason (was skipped without a reason)',
    'suiteFailed: A scenario with an undefined step (the step "nobody knows this step" is undefined)',
    'flaky: A scenario that passes only at its second attempt (passed only at attempt 2; at first: not yet)',
    'knownGap: A requirement that is known not to be met (PZ-1, tolerated until 2999-12-31: not built yet)',
    'gapGone: A known gap that is gone (the known gap PZ-2 is gone: remove it from the profile of "test")',
    'notMet: A value is refused [value: 0, wrong: 0] (accepted 0)',
    'accepted: A value is refused [value: 1, wrong: 0] ()',
    `notMet: A server that answers with markup (</script><script>alert(1)</script>)`,
  ]);
  expectReports(folder);
});

test('workers in parallel and a forced exit end with the same verdict', async (t) => {
  const { outcome } = await runOutcomes(t, {
    args: ['--parallel', '2', '--exit', '--tags', '@id:blocked or @id:holds'],
  });
  expect(outcome.exitCode).to.equal(3);
  expect(outcome.stdout).to.match(/2 scenarios: 1 accepted, 1 blocked by the environment\n.*\(exit code 3\)\n$/);
});

test('a known gap alone is accepted', async (t) => {
  const { outcome } = await runOutcomes(t, { profile: gaps, args: ['--tags', '@id:known-gap'] });
  expect(outcome.stdout).to.contain('1 scenario: 1 known gap');
  expect(outcome.exitCode).to.equal(0);
});

test('a run in which nothing was applicable is not accepted', async (t) => {
  const { outcome } = await runOutcomes(t, { args: ['--tags', '@id:not-applicable'] });
  expect(outcome.exitCode).to.equal(2);
});

test('a dry run contacts no environment and writes no reports', async (t) => {
  const folder = reportsFolder(t);
  const outcome = await runCucumber({
    project: 'outcomes',
    args: ['--dry-run'],
    env: { FOCUS_ENV: 'cluster', FOCUS_REPORTS: folder },
  });
  expect(outcome.stdout).to.contain('  A requirement that holds\n');
  expect(outcome.stdout).to.contain('  A scenario with an undefined step\n    ✗ undefined: nobody knows this step\n');
  expect(outcome.stdout.trimEnd().split('\n').at(-1)).to.equal(
    '14 scenarios would be run, 1 with sentences that have no step definition',
  );
  expect([outcome.exitCode, outcome.stderr, readdirSync(folder)]).to.deep.equal([0, '', []]);
});

test('after a signal the run ends cleanly and reports what it has observed', async (t) => {
  const { env, folder } = await startFixture(t);
  const child = startCucumber({ project: 'outcomes', env, args: ['--tags', '@id:holds or @endless'] });
  for await (const chunk of child.stdout) {
    if (String(chunk).includes('✓ A requirement that holds')) child.kill('SIGINT');
  }
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).to.equal(130);
  const verdict = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
  expect(verdict.interrupted).to.equal(true);
  expect(verdict.scenarios.map(({ outcome, reason }) => `${outcome} ${reason}`)).to.deep.equal([
    'accepted ',
    'interrupted The run was interrupted (SIGINT)',
  ]);
  expect(readdirSync(folder).sort()).to.deep.equal([
    'cucumber.json',
    'html',
    'junit.xml',
    'messages.ndjson',
    'run.json',
    'verdict.json',
  ]);
});

test('a second signal ends a run at once, even if its scenario does not end', async (t) => {
  const { env } = await startFixture(t);
  const child = startCucumber({ project: 'outcomes', env, args: ['--tags', '@id:holds or @deaf'] });
  child.stdout.once('data', () => {
    // Signals that follow each other closely count as one.
    const signals = setInterval(() => child.kill('SIGINT'), 100);
    child.once('exit', () => clearInterval(signals));
  });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(child.exitCode).to.equal(130);
  expect(stdout).not.to.contain('scenarios:');
});

function expectReports(folder: string): void {
  expect(junitCases(folder)).to.deep.equal([
    'A requirement that holds: passed',
    'A requirement that is not met: failure',
    'An environment that breaks: failure',
    'A scenario that is not applicable: skipped',
    'A scenario that is skipped without a reason: failure',
    'A scenario with an undefined step: failure',
    'A scenario that passes only at its second attempt: failure',
    'A requirement that is known not to be met: skipped',
    'A known gap that is gone: failure',
    'A value is refused [value: 0, wrong: 0]: failure',
    'A value is refused [value: 1, wrong: 0]: passed',
    'A server that answers with markup: failure',
  ]);
  const skipped = [...readFileSync(path.join(folder, 'junit.xml'), 'utf8').matchAll(/<skipped>(.*)<\/skipped>/g)];
  expect(skipped.map(([, text]) => text)).to.deep.equal([
    '<![CDATA[Verdict: not applicable. the profile forbids it]]>',
    '<![CDATA[Verdict: known gap. PZ-1, tolerated until 2999-12-31: not built yet]]>',
  ]);
  expect(jsonStatuses(folder)).to.include({
    'A requirement that is known not to be met': 'pending',
    'A scenario that is not applicable': 'skipped',
    'A scenario that passes only at its second attempt': 'failed',
    'A value is refused [value: 1, wrong: 0]': 'passed',
  });
  const page = readFileSync(path.join(folder, 'html/features/outcomes.html'), 'utf8');
  expect(page).to.contain('A value is refused [value: 1, wrong: 0]');
  expect(page).not.to.contain('<script>alert(1)');
  for (const outcome of [
    'not met: expected 2, was 3',
    'blocked by the environment: the cluster is gone',
    'flaky: passed',
  ]) {
    expect(page).to.contain(`line-clamp-2">${outcome}`);
  }
  const index = readFileSync(path.join(folder, 'html/index.html'), 'utf8');
  for (const fact of ['test: A sample', 'v1.0.0-fake', 'Deadline pod created', '10 s']) {
    expect(index).to.contain(fact);
  }
  expect(index).to.contain('<a href="https://jira.example/browse/PZ-1">PZ-1</a> until 2999-12-31');
  expect(page).to.contain('known gap: <a href="https://jira.example/browse/PZ-1">PZ-1</a>, tolerated');
}

async function runOutcomes(
  t: TestContext,
  { profile, args }: { profile?: string; args: readonly string[] },
): Promise<{ outcome: Outcome; folder: string }> {
  const { env, folder } = await startFixture(t, profile);
  const limited = args.includes('--tags') ? args : [...args, '--tags', 'not (@endless or @deaf)'];
  return { outcome: await runCucumber({ project: 'outcomes', env, args: limited }), folder };
}

function junitCases(folder: string): string[] {
  const xml = readFileSync(path.join(folder, 'junit.xml'), 'utf8');
  return xml
    .split('<testcase')
    .slice(1)
    .map((testcase) => {
      const name = / name="([^"]*)"/.exec(testcase)?.[1] ?? '';
      return `${name}: ${/<(failure|skipped)/.exec(testcase)?.[1] ?? 'passed'}`;
    });
}

/** The worst status of each scenario's steps. */
function jsonStatuses(folder: string): Record<string, string> {
  const features = JSON.parse(readFileSync(path.join(folder, 'cucumber.json'), 'utf8')) as {
    elements: { name: string; steps: { result: { status: string } }[] }[];
  }[];
  return Object.fromEntries(
    features
      .flatMap(({ elements }) => elements)
      .map(({ name, steps }) => [
        name,
        steps.map(({ result }) => result.status).find((status) => status !== 'passed') ?? 'passed',
      ]),
  );
}
