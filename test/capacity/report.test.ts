// The reports on a run that missed its target, and on one that met it.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { writeCapacityReports } from '../../support/capacity/report';
import { createIssueLinks } from '../../support/environment';
import { profileSchema } from '../../support/environment/profile-schema';
import { alive, createJobs, createNode, createRecord, gpuShare, unscheduled } from './records';

const now = new Date('2025-10-27T18:00:00Z');
const met = createRecord(createJobs([200, alive]));
const short = createRecord(
  createJobs([150, alive], [50, unscheduled(`0/1 nodes are available: 1 Insufficient ${gpuShare}.`)]),
  { nodes: [createNode('node-1', { jobs: 150, allocatable: { [gpuShare]: 150 } })] },
);

test('writes a gap report as JSON, HTML and Markdown if jobs are missing', async (context) => {
  const folder = createFolder(context);
  const { kind, files } = await writeCapacityReports(short, folder, now);
  expect(kind).to.equal('gap');
  expect(files).to.deep.equal([
    'infra_gap_report_dev_20251027_180000.json',
    'infra_gap_report_dev_20251027_180000.html',
    'infra_gap_report_dev_20251027_180000.md',
  ]);
  const report = JSON.parse(readFileSync(path.join(folder, files[0] ?? ''), 'utf8'));
  expect(report.report_metadata).to.deep.equal({
    report_type: 'Infrastructure Capacity Gap Analysis',
    generated_at: '2025-10-27T18:00:00',
    time_zone: 'UTC',
    run_started_at: '2025-10-27T17:59:00',
    run_ms: 60_000,
    interrupted: null,
    jira_reference: 'PZ-13756',
  });
  expect(report.capacity_analysis).to.deep.equal({
    target_capacity: 200,
    actual_capacity: 150,
    gap: 50,
    gap_percentage: '25.00%',
    success_rate: '75.00%',
    asked_for: 200,
    not_due: 0,
    not_due_because: null,
  });
});

test('the key of the requirement is a link in HTML and Markdown, if the profile has the address of Jira', async (context) => {
  const folder = createFolder(context);
  const profile = profileSchema.parse({ description: 'A sample', jira: { url: 'https://jira.example' } });
  const { files, html } = await writeCapacityReports(short, folder, now, createIssueLinks(profile));
  const [, page = '', markdown = ''] = files;
  const link = '<a href="https://jira.example/browse/PZ-13756">PZ-13756</a>';
  expect(html).to.contain(link);
  expect(readFileSync(path.join(folder, page), 'utf8')).to.contain(link);
  expect(readFileSync(path.join(folder, markdown), 'utf8')).to.contain(
    '[PZ-13756](https://jira.example/browse/PZ-13756)',
  );
});

test('keeps a baseline if the target is met', async (context) => {
  const folder = createFolder(context);
  const { kind, files, summary } = await writeCapacityReports(met, folder, now);
  expect(kind).to.equal('baseline');
  expect(files).to.deep.equal(['capacity_dev_20251027_180000.json']);
  expect(summary).to.equal(
    [
      '200 of 200 jobs were alive at once (100.00%), for 5 s',
      'No earlier baseline to compare with',
      'Written: capacity_dev_20251027_180000.json',
    ].join('\n'),
  );
});

test('lists the changes against the last baseline, and names an invalid one that it ignores', async (context) => {
  const folder = createFolder(context);
  await writeCapacityReports(met, folder, now);
  writeFileSync(path.join(folder, 'capacity_dev_20991231_235959.json'), '{}{');
  const { summary } = await writeCapacityReports(short, folder, now);
  expect(summary.split('\n')).to.deep.equal([
    '150 of 200 jobs were alive at once (75.00%), for 5 s: 50 are missing',
    'Because: GPU shares exhausted: 150 of 150 requested, 50 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared)',
    'To do: add 50 nvidia.com/gpu.shared (150 allocatable, 200 jobs request 200)',
    'Changed against capacity_dev_20251027_180000.json: alive: 200 → 150 jobs (-25.00%); cpu requested at peak: 20.5 → 15.5 cores (-24.39%); cpu used at peak: 2.2 → 1.7 cores (-22.73%); 4 more in the report; ignored capacity_dev_20991231_235959.json (it could not be read: Unexpected non-whitespace character after JSON at position 2 (line 1 column 3))',
    'Written: infra_gap_report_dev_20251027_180000.json, infra_gap_report_dev_20251027_180000.html, infra_gap_report_dev_20251027_180000.md',
  ]);
});

test('never overwrites a file that was written in the same second', async (context) => {
  const folder = createFolder(context);
  await writeCapacityReports(met, folder, now);
  await writeCapacityReports(met, folder, now);
  await writeCapacityReports(met, folder, now);
  expect(readdirSync(folder).sort()).to.deep.equal([
    'capacity_dev_20251027_180000-2.json',
    'capacity_dev_20251027_180000-3.json',
    'capacity_dev_20251027_180000.json',
  ]);
});

test('ignores the baseline of another environment', async (context) => {
  const folder = createFolder(context);
  await writeCapacityReports({ ...met, environment: { name: 'staging', namespace: 'panda' } }, folder, now);
  const file = 'capacity_dev_20251027_180000.json';
  renameSync(path.join(folder, 'capacity_staging_20251027_180000.json'), path.join(folder, file));
  const { summary } = await writeCapacityReports(met, folder, now);
  expect(summary.split('\n')[1]).to.equal(
    `No earlier baseline to compare with; ignored ${file} (it belongs to the environment "staging")`,
  );
});

test('writes a report of an interrupted run, and names files after an environment that is a long path', async (context) => {
  const folder = createFolder(context);
  const name = `../etc/my env/${'n'.repeat(300)}`;
  const cut = { ...short, interrupted: 'SIGINT', environment: { name, namespace: 'panda' } };
  const { files, summary } = await writeCapacityReports(cut, path.join(folder, 'new'), now);
  expect(files[0]).to.equal(`infra_gap_report_etc-my-env-${'n'.repeat(89)}_20251027_180000.json`);
  expect(summary.split('\n')[0]).to.equal(
    '150 of 200 jobs were alive at once (75.00%), for 5 s: 50 are missing (interrupted: SIGINT)',
  );
});

test('names the path in a report that does not match its schema, and writes nothing', async (context) => {
  const folder = createFolder(context);
  const broken = { ...short, plateau: { ...short.plateau, fromMs: -5 } };
  const error = await writeCapacityReports(broken, folder, now).catch((reason) => reason);
  expect(error).to.be.instanceOf(TypeError);
  expect(error.message).to.equal(
    'The report of the capacity run does not match its own schema: ✖ Too small: expected number to be >=0\n  → at plateau.from_ms',
  );
  expect(readdirSync(folder)).to.deep.equal([]);
});

test('the published schemas describe what is written', async (context) => {
  const folder = createFolder(context);
  const readPublished = (file: string) => JSON.parse(readFileSync(path.join('docs', file), 'utf8'));
  const readWritten = async (record: typeof met) => {
    const [file = ''] = (await writeCapacityReports(record, folder, now)).files;
    return Object.keys(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  };
  expect(readPublished('infra-gap-report.schema.json').required).to.deep.equal(await readWritten(short));
  expect(readPublished('capacity-baseline.schema.json').required).to.deep.equal(await readWritten(met));
});

function createFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'capacity-report-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}
