// The page and the ticket text: what stands in them, and that nothing of a foreign text takes effect.
import { test } from 'node:test';
import { expect } from 'chai';
import type { CapacityRecord } from '../../../support/capacity/capacity-record';
import { diagnose } from '../../../support/capacity/diagnosis';
import { compare } from '../../../support/capacity/report/comparison';
import { gapMarkdown } from '../../../support/capacity/report/gap-markdown';
import { gapReportOf } from '../../../support/capacity/report/gap-report';
import { type GapReport, gapReportSchema } from '../../../support/capacity/report/gap-report-schema';
import { measurementsOf } from '../../../support/capacity/report/measurements';
import { pageOf } from '../../../support/capacity/report/page';
import {
  crashed,
  neverAsked,
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
import { alive, gpuShare, jobsOf, nodeOf, plan, recordOf, refused, unscheduled } from '../records';

const noGpu = unscheduled(`0/1 nodes are available: 1 Insufficient ${gpuShare}.`);
const short = recordOf(jobsOf([150, alive], [50, noGpu]), {
  nodes: [nodeOf('node-1', { jobs: 150, allocatable: { [gpuShare]: 150 } })],
});
const evil = '<img src=x onerror=alert(1)> \u001b[31m|`*_ \ud800 </script><script>alert(1)</script>';
const hostile = recordOf(jobsOf([150, alive], [49, refused(500, evil)], [1, unscheduled(evil)]), {
  environment: { name: evil, namespace: evil },
  nodes: [nodeOf(evil, { jobs: 100, condition: evil })],
  notMeasured: evil,
  serverChanges: [evil],
  serverLog: [evil],
  interrupted: evil,
});

test('the ticket text is short and says how far, why and what to do', () => {
  expect(gapMarkdown(reportOf(short), 'infra_gap_report_dev_1')).to.equal(
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
      '## What held it back',
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

test('the ticket text stays within 60 lines with every cause in it', () => {
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
    neverAsked,
    stuckInPull,
  ];
  const record = recordOf(jobsOf([80, alive], ...makes.map((make) => [10, make] as const)));
  const report = reportOf(record);
  expect(report.bottleneck_analysis.ranked.length).to.equal(11);
  expect(gapMarkdown(report, 'x').split('\n').length).to.be.at.most(60);
});

test('the ticket text says what no cause explains, what an interruption cut off, and that nothing fails for it', () => {
  const unknown = recordOf(jobsOf([195, alive], [3, refused(500, 'boom')], [2, (base) => base]), {
    interrupted: 'SIGINT',
    endedMs: 5_000,
    plan: { ...plan, enforcement: 'informational' },
  });
  const lines = gapMarkdown(reportOf(unknown), 'x').split('\n');
  expect(lines[2]).to.equal(
    '2025-10-27T18:00:00 UTC · namespace panda · informational: the run does not fail for it · PZ-13756',
  );
  expect(lines.slice(lines.indexOf('## What held it back'), -2)).to.deep.equal([
    '## What held it back',
    '',
    'no cause was found for 3 missing jobs; see "ruled_out" in the JSON.',
    'the interruption cut off 2 jobs before their end was known; see "ruled_out" in the JSON.',
    '',
    '## Next',
    '',
    '- Look at the examples in "classes" and at "ruled\\_out": 3 missing jobs without a cause',
    '- Let the run come to its own end: what it has not seen it cannot judge.',
    '',
  ]);
});

test('nothing of a foreign text takes effect in the ticket text', () => {
  const text = gapMarkdown(reportOf(hostile), 'x');
  expect(text).to.include('\\<img src=x onerror=alert(1)\\>');
  expect(/[^\\]</.test(text)).to.equal(false);
  expectPrintable(text);
});

test('the page says the same, with four plots, and needs neither scripts nor a network', async () => {
  const { page, fragment } = await pageOf(reportOf(short), short);
  expect(page.match(/<svg /g)?.length).to.equal(4);
  expect(page).to.include('<div class="number">150 <small>of 200</small></div>');
  expect(page).to.include('add 50 nvidia.com/gpu.shared (150 allocatable, 200 jobs request 200)');
  expect(page).to.include(fragment);
  expect(/<script|<link|<img|@import|url\((?!#)|\son\w+=|(src|href)="(?!#)/i.test(page)).to.equal(false);
});

test('nothing of a foreign text takes effect in the page', async () => {
  const { page } = await pageOf(reportOf(hostile), hostile);
  expect(page).to.include('&lt;img src=x onerror=alert(1)&gt;');
  expect(/<script|<img/.test(page)).to.equal(false);
  expectPrintable(page);
});

test('the page of a run without jobs says that there is nothing', async () => {
  const none = recordOf([], { interrupted: 'SIGINT', nodes: [], notMeasured: 'not asked for', perJob: {}, endedMs: 0 });
  const { page } = await pageOf(reportOf(none), none);
  expect(page).to.include('<div class="number">0 <small>of 200</small></div>');
  expect(page).to.include('200 never due: the run was interrupted (SIGINT)');
  expect(page).to.include('no job got as far as &quot;due&quot;'.replaceAll('&quot;', '&#34;'));
});

function expectPrintable(text: string): void {
  expect(text.includes('\u001b')).to.equal(false);
  expect(text.isWellFormed()).to.equal(true);
}

function reportOf(record: CapacityRecord): GapReport {
  const measured = measurementsOf(record);
  const occasion = { measured, comparison: compare(measured, undefined, []), now: new Date('2025-10-27T18:00:00Z') };
  return gapReportSchema.parse(gapReportOf(record, diagnose(record), occasion));
}
