// The real command line: its exit code, its output, and what an import with much evidence costs.
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { runCommand } from '../../tools/bench/against/measured-command';
import { secrets } from './fake/start-fake';
import { startXrayFixture } from './fixture';
import { renderSampleFeature, type SampleScenario, writeSampleReports } from './sample-reports';

const register = path.resolve('node_modules/ts-node-cache/register');
const main = path.resolve('support/xray/main.ts');
const megabyte = 1_000_000;

test('110 scenarios with 20 MB of evidence take at most 200 MB of memory and 2 s of CPU', async (t) => {
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
  expect(peakMemoryBytes).to.be.below(200 * 1_024 * 1_024);
  expect(cpuMs).to.be.below(2_000);
});
