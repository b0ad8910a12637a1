// The page and the Jira text: their content, and that texts of other origin are escaped.
import { test } from 'node:test';
import { expect } from 'chai';
import type { CapacityRecord } from '../../../support/capacity/capacity-record';
import { diagnose } from '../../../support/capacity/diagnosis';
import { compare } from '../../../support/capacity/report/comparison';
import { renderGapMarkdown } from '../../../support/capacity/report/gap-markdown';
import { createGapReport } from '../../../support/capacity/report/gap-report';
import { type GapReport, gapReportSchema } from '../../../support/capacity/report/gap-report-schema';
import { createMeasurements } from '../../../support/capacity/report/measurements';
import { renderPage } from '../../../support/capacity/report/page';
import {
  crashed,
  neverSent,
  noPort,
  noQuota,
  noSlot,
  removed,
  resetCall,
  silent,
  stuckInPull,
  throttled,
  withoutAddress,
} from '../failures';
import { alive, createJobs, createNode, createRecord, gpuShare, plan, refused, unscheduled } from '../records';

const noGpu = unscheduled(`0/1 nodes are available: 1 Insufficient ${gpuShare}.`);
const short = createRecord(createJobs([150, alive], [50, noGpu]), {
  nodes: [createNode('node-1', { jobs: 150, allocatable: { [gpuShare]: 150 } })],
});
const evil = '<img src=x onerror=alert(1)> \u001b[31m|`*_ \ud800 </script><script>alert(1)</script>';
const hostile = createRecord(createJobs([150, alive], [49, refused(500, evil)], [1, unscheduled(evil)]), {
  environment: { name: evil, namespace: evil },
  nodes: [createNode(evil, { jobs: 100, condition: evil })],
  notMeasured: evil,
  serverChanges: [evil],
  serverLog: [evil],
  interrupted: evil,
});

test('the Jira text is short and states the result, the causes and what to do', () => {
  expect(renderGapMarkdown(createReport(short), 'infra_gap_report_dev_1')).to.equal(
    [
      '# dev: 150 of 200 jobs were alive at once (75.00%), for 5 s: 50 are missing',
      '',
      '2025-10-27T18:00:00 UTC · namespace panda · required · PZ-13756',
      '',
      '| class | jobs | example |',
      '| --- | --- | --- |',
      '| alive | 150 |  |',
      '| refused | 0 |  |',
      '| pending | 50 | job 151: its pod was never scheduled |',
      '| failed | 0 |  |',
      '| lost | 0 |  |',
      '',
      '## Causes',
      '',
      '1. **GPU shares exhausted: 150 of 150 requested, 50 pods pending (FailedScheduling: Insufficient nvidia.com/gpu.shared)** (50 jobs, high confidence)',
      '   - 50 × "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.shared."',
      '   - nodes that take pods: 150 nvidia.com/gpu.shared allocatable, 150 requested at most, 0 of them before the first job',
      '',
      '## What to do now',
      '',
      '- add 50 nvidia.com/gpu.shared (150 allocatable, 200 jobs request 200)',
      '',
      '## Next',
      '',
      '- Add a GPU node, or let the device plugin split each GPU into more shares.',
      '',
      'Plots: infra_gap_report_dev_1.html · all figures: infra_gap_report_dev_1.json',
      '',
    ].join('\n'),
  );
});

test('the Jira text stays within 60 lines with every cause in it', () => {
  const makes = [
    noGpu,
    noQuota,
    noSlot,
    noPort,
    throttled,
    withoutAddress,
    crashed,
    removed,
    resetCall,
    silent,
    neverSent,
    stuckInPull,
  ];
  const record = createRecord(createJobs([80, alive], ...makes.map((make) => [10, make] as const)));
  const report = createReport(record);
  expect(report.bottleneck_analysis.ranked.length).to.equal(11);
  expect(renderGapMarkdown(report, 'x').split('\n').length).to.be.at.most(60);
});

test('the Jira text states what no cause explains, what an interruption cut off, and that the run does not fail for it', () => {
  const unknown = createRecord(createJobs([195, alive], [3, refused(500, 'boom')], [2, (base) => base]), {
    interrupted: 'SIGINT',
    endedMs: 5_000,
    plan: { ...plan, enforcement: 'informational' },
  });
  const lines = renderGapMarkdown(createReport(unknown), 'x').split('\n');
  expect(lines[2]).to.equal(
    '2025-10-27T18:00:00 UTC · namespace panda · informational: the run does not fail for it · PZ-13756',
  );
  expect(lines.slice(lines.indexOf('## Causes'), -2)).to.deep.equal([
    '## Causes',
    '',
    'no cause was found for 3 missing jobs; see "ruled_out" in the JSON.',
    'the interruption cut off 2 jobs before their result was known; see "ruled_out" in the JSON.',
    '',
    '## Next',
    '',
    '- Check the examples in "classes", and "ruled\\_out": 3 missing jobs without a cause',
    '- Repeat the run without an interruption: an interrupted run cannot judge every job.',
    '',
  ]);
});

test('texts of other origin are escaped in the Jira text', () => {
  const text = renderGapMarkdown(createReport(hostile), 'x');
  expect(text).to.include('\\<img src=x onerror=alert(1)\\>');
  expect(/[^\\]</.test(text)).to.equal(false);
  expectSanitized(text);
});

test('the page has the same content and four plots, and needs neither scripts nor a network', async () => {
  const { page, fragment } = await renderPage(createReport(short), short);
  expect(page.match(/<svg /g)?.length).to.equal(4);
  expect(page).to.include('<div class="number">150 <small>of 200</small></div>');
  expect(page).to.include('add 50 nvidia.com/gpu.shared (150 allocatable, 200 jobs request 200)');
  expect(page).to.include(fragment);
  expect(/<script|<link|<img|@import|url\((?!#)|\son\w+=|(src|href)="(?!#)/i.test(page)).to.equal(false);
});

test('texts of other origin are escaped in the page', async () => {
  const { page } = await renderPage(createReport(hostile), hostile);
  expect(page).to.include('&lt;img src=x onerror=alert(1)&gt;');
  expect(/<script|<img/.test(page)).to.equal(false);
  expectSanitized(page);
});

test('the page of a run without jobs states that there is no data', async () => {
  const none = createRecord([], {
    interrupted: 'SIGINT',
    nodes: [],
    notMeasured: 'not requested',
    perJob: {},
    endedMs: 0,
  });
  const { page } = await renderPage(createReport(none), none);
  expect(page).to.include('<div class="number">0 <small>of 200</small></div>');
  expect(page).to.include('200 never due: the run was interrupted (SIGINT)');
  expect(page).to.include('no job reached &quot;due&quot;'.replaceAll('&quot;', '&#34;'));
});

function expectSanitized(text: string): void {
  expect(text.includes('\u001b')).to.equal(false);
  expect(text.isWellFormed()).to.equal(true);
}

function createReport(record: CapacityRecord): GapReport {
  const measured = createMeasurements(record);
  const context = { measured, comparison: compare(measured, undefined, []), now: new Date('2025-10-27T18:00:00Z') };
  return gapReportSchema.parse(createGapReport(record, diagnose(record), context));
}
