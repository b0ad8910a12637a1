// The real command line: its exit code, its output, what an import with much evidence costs, and what a killed process leaves.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { runCommand } from '../../tools/bench/against/measured-command';
import { type Interception, secrets } from './fake/start-fake';
import { flavours, startXrayFixture, type XrayFixture } from './fixture';
import { renderSampleFeature, type SampleScenario, writeSampleReports } from './sample-reports';

const register = path.resolve('node_modules/ts-node-cache/register');
const main = path.resolve('support/xray/main.ts');
const megabyte = 1_000_000;

// Required are at most 200 MB of memory and 2 s of CPU more than a client that only sends the bytes; a test measures, and asserts nothing of it.
test('110 scenarios with 20 MB of evidence arrive whole', async (t) => {
  const evidenceBytes = Math.ceil((20 * megabyte) / 110 / 3) * 4;
  const samples = Array.from({ length: 110 }, (_, index): SampleScenario => {
    const failed = index % 2 === 1;
    return {
      id: `s-${index}`,
      outcome: failed ? 'notMet' : 'accepted',
      evidenceBytes,
      ...(failed && { reason: 'expected 1' }),
    };
  });
  const features = { 'features/sample.feature': renderSampleFeature(samples, true) };
  const { fake, cwd } = await startXrayFixture(t, { flavour: 'cloud', features });
  for (const { id } of samples) fake.store.create('Test', `The scenario ${id}`);
  writeSampleReports(path.join(cwd, 'reports'), samples);
  const env = {
    FOCUS_ENV: path.join(cwd, 'test.yaml'),
    FOCUS_REPORTS: path.join(cwd, 'reports'),
    XRAY_CLIENT_ID: secrets.clientId,
    XRAY_CLIENT_SECRET: secrets.clientSecret,
  };
  const run = (command: string) => runCommand(process.execPath, ['-r', register, main, command], { cwd, env });
  // The first process of a version also compiles its sources.
  await run('--help');
  const { exitCode, output, cpuMs, peakMemoryBytes } = await run('results');
  expect(output).to.equal(
    `Without jira.url, JIRA_USER and JIRA_TOKEN these files are not attached: html-report.zip.\nSent the results of 110 Tests to PZ-210 (${fake.url}/browse/PZ-210): 55 failed, 55 passed.\n`,
  );
  expect(exitCode).to.equal(0);
  const [execution] = fake.store.listType('Test Execution');
  const sent = execution?.runs.flatMap(({ evidence }) => evidence.map(({ bytes }) => bytes)) ?? [];
  expect(sent.reduce((sum, bytes) => sum + bytes, 0)).to.be.above((20 * megabyte * 4) / 3);
  t.diagnostic(`${Math.round(peakMemoryBytes / megabyte)} MB at its peak, ${(cpuMs / 1_000).toFixed(2)} s of CPU`);
});

const samples: readonly SampleScenario[] = [
  { id: 'one', outcome: 'accepted' },
  { id: 'two', outcome: 'notMet', reason: 'expected 2' },
];

async function start(t: TestContext, flavour: (typeof flavours)[number]): Promise<XrayFixture> {
  const features = { 'features/sample.feature': renderSampleFeature(samples, false) };
  const fixture = await startXrayFixture(t, { flavour, features });
  writeSampleReports(path.join(fixture.cwd, 'reports'), samples);
  return fixture;
}

/** What Jira and the folder of the project have at the end. */
function describeState({ fake, cwd }: XrayFixture): unknown {
  const issues = fake.store.issues.map(({ type, summary, labels, runs, attachments }) => ({
    type,
    summary,
    labels,
    runs: runs.map(({ testKey, status, comment }) => ({ testKey, status, comment })),
    attachments: attachments.map(({ filename }) => filename),
  }));
  const feature = readFileSync(path.join(cwd, 'features/sample.feature'), 'utf8');
  return { issues, feature, files: globSync(['features/*', 'reports/*'], { cwd }).sort() };
}

function startProcess(cwd: string, command: string) {
  const env = {
    ...process.env,
    FOCUS_ENV: path.join(cwd, 'test.yaml'),
    FOCUS_REPORTS: path.join(cwd, 'reports'),
    XRAY_CLIENT_ID: secrets.clientId,
    XRAY_CLIENT_SECRET: secrets.clientSecret,
    XRAY_TOKEN: secrets.token,
    JIRA_USER: secrets.jiraUser,
    JIRA_TOKEN: secrets.jiraToken,
  };
  return spawn(process.execPath, ['-r', register, main, command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Starts the command as a process, and kills it at its first request that matches. Resolves to the signal that ended it. */
async function runAndKill(
  { fake, cwd }: XrayFixture,
  command: string,
  { request, kind, signal }: Kill,
): Promise<unknown> {
  const child = startProcess(cwd, command);
  child.stdout.resume();
  fake.intercept = (_call, number) => {
    if (number !== request) return undefined;
    child.kill(signal);
    return { kind };
  };
  const [, ended] = await once(child, 'exit');
  fake.intercept = undefined;
  return ended;
}

interface Kill {
  /** Number of the request at which the process is killed. */
  readonly request: number;
  /** Whether the request was carried out before. */
  readonly kind: Extract<Interception['kind'], 'refuse-before' | 'drop-after' | 'cut-answer'>;
  readonly signal: 'SIGKILL' | 'SIGINT';
}

async function runBoth(fixture: XrayFixture): Promise<string> {
  const features = await fixture.run('features');
  const results = await fixture.run('results');
  return `${features.exitCode} ${results.exitCode} ${features.stderr}${results.stderr}`;
}

test('a reader of the output that ends early does not end the import', async (t) => {
  const fixture = await start(t, 'cloud');
  const child = startProcess(fixture.cwd, 'features');
  child.stdout.destroy();
  const [errors, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([exitCode, errors]).to.deep.equal([0, '']);
  expect(readFileSync(path.join(fixture.cwd, 'features/sample.feature'), 'utf8')).to.contain('@TEST_PZ-101 @id:two');
});

const kinds = ['refuse-before', 'drop-after', 'cut-answer'] as const;

for (const flavour of flavours) {
  test(`${flavour}: the process killed at any request, a second call ends in the same state`, async (t) => {
    const clean = await start(t, flavour);
    await clean.run('features');
    const ofFeatures = clean.fake.calls.length;
    expect(await runBoth(clean)).to.equal('0 0 ');
    const expected = describeState(clean);
    const first = await start(t, flavour);
    await first.run('features');
    await first.run('results');
    const ofResults = first.fake.calls.length - ofFeatures;
    for (let at = 0; at < ofFeatures + ofResults; at += 1) {
      const fixture = await start(t, flavour);
      const inResults = at >= ofFeatures;
      if (inResults) await fixture.run('features');
      const kill: Kill = {
        request: inResults ? at - ofFeatures : at,
        kind: kinds[at % kinds.length] ?? 'drop-after',
        signal: at % 2 === 0 ? 'SIGKILL' : 'SIGINT',
      };
      const what = `${at}: ${JSON.stringify(kill)}`;
      expect(await runAndKill(fixture, inResults ? 'results' : 'features', kill), what).to.equal(kill.signal);
      expect(await runBoth(fixture), what).to.equal('0 0 ');
      expect(describeState(fixture), what).to.deep.equal(expected);
    }
  });
}
