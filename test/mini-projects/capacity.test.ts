// The capacity features through the real command line, with few jobs: met, not met, informational, cut off, and refused.
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { baselineSchema } from '../../support/capacity/report/baseline-schema';
import { gapReportSchema } from '../../support/capacity/report/gap-report-schema';
import { verdictFileSchema } from '../../support/verdict';
import { reportsFolder, runCucumber, startCucumber } from './command-line';
import { json, startCluster, startServer } from './fake-servers';

const args = ['--tags', '@id:capacity-target'];

test('a met target writes a baseline, and the next run reports what changed', async (t) => {
  const folder = reportsFolder(t);
  const env = { FOCUS_ENV: writeProfile(t), FOCUS_REPORTS: folder };
  const first = await runCucumber({ args, env });
  expect(first.exitCode).to.equal(0, first.stderr);
  expect(first.stderr).to.match(/^ {2}\d+\.\d s: 4 jobs due, 4 sent, 4 accepted, 4 Ready, 4 alive, 0 failed$/m);
  expect(first.stderr).to.contain('No earlier baseline to compare with');
  const [file = ''] = listFiles(folder, /^capacity_test_\d{8}_\d{6}\.json$/);
  const baseline = baselineSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  expect(baseline.capacity_analysis).to.include({ target_capacity: 4, actual_capacity: 4, gap: 0 });
  expect(listFiles(folder, /^infra_gap_report/)).to.deep.equal([]);

  const second = await runCucumber({ args, env });
  expect(second.stderr).to.contain(file);
});

test('a target that is not met fails where it is required, with a report that names the cause', async (t) => {
  const { exitCode, folder, report } = await runWithGap(t, 'required');
  expect(exitCode).to.equal(1);
  expect(readOutcomes(folder)).to.deep.equal(['notMet']);
  expect(report.capacity_analysis).to.include({
    target_capacity: 4,
    actual_capacity: 0,
    gap: 4,
    gap_percentage: '100.00%',
  });
  expect(report.bottleneck_analysis.ranked[0]).to.include({ cause: 'containers-dying', jobs_explained: 4 });
  expect(report.classes.failed.count).to.equal(4);
  expect(listFiles(folder, /^infra_gap_report_test_\d{8}_\d{6}\.(json|html|md)$/)).to.have.length(3);
});

test('a target that is not met is only reported where it is informational', async (t) => {
  const { exitCode, folder, report } = await runWithGap(t, 'informational');
  expect(exitCode).to.equal(0);
  expect(readOutcomes(folder)).to.deep.equal(['informational']);
  expect(report.environment).to.include({ enforcement: 'informational', is_target_environment: false });
});

test('a run that is cut off reports what it has observed', async (t) => {
  const folder = reportsFolder(t);
  const env = { FOCUS_ENV: writeProfile(t, { plateauMs: 50_000 }), FOCUS_REPORTS: folder };
  const run = startCucumber({ args, env });
  run.stdout.resume();
  const alive = Promise.withResolvers<void>();
  run.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes(', 4 alive,')) alive.resolve();
  });
  void alive.promise.then(() => run.kill('SIGINT'));
  await once(run, 'close');
  expect(run.exitCode).to.equal(130);
  const report = readGapReport(folder);
  expect(report.report_metadata.interrupted).to.equal('The run was interrupted (SIGINT)');
  expect(report.plateau.alive).to.equal(4);
  expect(readOutcomes(folder)).to.deep.equal(['interrupted']);
});

test('load on an environment that does not allow it is refused before the first request for a job', async (t) => {
  const folder = reportsFolder(t);
  const sent: string[] = [];
  const cluster = await startCluster();
  const server = await startServer((request, response, body) => {
    sent.push(`${request.method} ${request.url}`);
    json({})(request, response, body);
  });
  t.after(() => Promise.all([cluster.close(), server.close()]));
  const env = { FOCUS_ENV: 'production', FOCUS_BASE_URL: server.url, KUBECONFIG: cluster.kubeconfig };
  const { exitCode, stdout } = await runCucumber({ args, env: { ...env, FOCUS_REPORTS: folder } });
  expect(exitCode).to.equal(2);
  expect(stdout).to.contain(
    'the profile of "production" does not allow putting load on the server (capabilities.load)',
  );
  expect(readOutcomes(folder)).to.deep.equal(['notApplicable']);
  expect(sent.filter((call) => !call.startsWith('GET '))).to.deep.equal([]);
});

async function runWithGap(t: TestContext, enforcement: string) {
  const folder = reportsFolder(t);
  const env = {
    FOCUS_ENV: writeProfile(t, { enforcement }),
    FOCUS_REPORTS: folder,
    SANDBOX_FAULTS: 'container-exits',
  };
  const { exitCode } = await runCucumber({ args, env });
  return { exitCode, folder, report: readGapReport(folder) };
}

function writeProfile(t: TestContext, capacity: Readonly<Record<string, unknown>> = {}): string {
  const file = path.join(reportsFolder(t), 'test.yaml');
  const settings = { target: 4, minimum: 4, plateauMs: 1_000, ...capacity };
  const capabilities = { cancel: true, load: true };
  const profile = { description: 'A small environment', sandbox: true, capacity: settings, capabilities };
  writeFileSync(file, JSON.stringify(profile));
  return file;
}

function readGapReport(folder: string) {
  const [file = ''] = listFiles(folder, /^infra_gap_report_.*\.json$/);
  return gapReportSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
}

function readOutcomes(folder: string): string[] {
  const { scenarios } = verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
  return scenarios.map(({ outcome }) => outcome);
}

function listFiles(folder: string, name: RegExp): string[] {
  return readdirSync(folder).filter((file) => name.test(file));
}
