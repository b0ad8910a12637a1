// The evidence of a failure shows every job that was created because of the scenario, whether it should exist or not.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { reportsFolder, runCucumber } from './command-line';

const timeline = 'Timeline of the cluster.txt';
const objects = 'Objects of the jobs.txt';
const logs = 'Logs.txt';

test('a job that should have been refused is shown with its objects, timeline and log', async (t) => {
  const evidence = await failWith(t, { fault: 'future-accepted', tags: '@id:future-times-refused' });
  expect(evidence.map(({ title }) => title)).to.deep.equal([1, 2, 3].flatMap(() => [timeline, objects, logs]));
  for (const row of [evidence.slice(0, 3), evidence.slice(3, 6), evidence.slice(6)]) {
    const [, jobId = ''] =
      /^# Job (.+): the answer to request \d gave its id\napiVersion: batch\/v1$/m.exec(readText(row, objects)) ?? [];
    expectShown(row, [jobId]);
  }
});

test('both jobs that were given one port are shown', async (t) => {
  const evidence = await failWith(t, { fault: 'same-port-at-once', tags: '@id:port-free-before-job' });
  expectShown(evidence, ['1-70000', '2-70001']);
});

test('a job that is left behind although it was refused is shown', async (t) => {
  const evidence = await failWith(t, {
    fault: 'rollback-leaves-job',
    tags: '@id:rollback',
    name: 'forbids the Service',
  });
  expect(readText(evidence, objects)).to.contain('# Job 3-70002: the refusal of request 3 names objects of it');
  expect(readText(evidence, objects)).to.match(/^ {2}name: grpc-job-3-70002$/m);
  expect(readText(evidence, timeline)).to.contain('added Job grpc-job-3-70002: ');
});

test('a job that was created for a refused request is shown, even if no answer names it', async (t) => {
  const evidence = await failWith(t, { fault: 'refused-request-creates-job', tags: '@id:historic-data-missing' });
  expect(readText(evidence, objects)).to.contain(
    'no answer gave its id, but its objects appeared after a request of the scenario',
  );
  expectShown(evidence, ['1-70000']);
});

test('the jobs of a soak are shown', async (t) => {
  const evidence = await failWith(t, { fault: 'restart-during-soak', tags: '@soak' });
  expect(readText(evidence, timeline)).to.contain('added Job grpc-job-');
  expect(readText(evidence, objects)).to.match(/^\d+ more jobs are not shown: 1-70000, /m);
});

test('the jobs of a capacity run are shown', async (t) => {
  const evidence = await failWith(t, { fault: 'port-never-listens', tags: '@id:capacity-target' });
  expectShown(evidence, ['1-70000', '4-70003']);
});

test('where nothing was requested, nothing is reported as missing', async (t) => {
  const evidence = await failWith(t, { fault: 'answers-200-to-everything', tags: '@id:job-spawns-pod' });
  expect(readText(evidence, objects)).to.match(/\nthe scenario requested no job$/);
});

interface Attachment {
  readonly title: string;
  readonly text: string;
}

const profile = `
description: A sandbox with few jobs
sandbox: true
deadlines: { cleanedUpMs: 5000, takenBackMs: 1000, podRunningMs: 10000 }
capacity: { target: 4, minimum: 4, plateauMs: 500 }
stability: { durationMs: 12000, intervalMs: 400 }
capabilities: { cancel: true, disturb: true, quotas: true, holdPorts: true, load: true }
`;

/** The attachments of the scenarios without the calls to the server. All scenarios must fail. */
async function failWith(
  t: TestContext,
  { fault, tags, name }: { fault: string; tags: string; name?: string },
): Promise<Attachment[]> {
  const folder = reportsFolder(t);
  const file = path.join(folder, 'few-jobs.yaml');
  writeFileSync(file, profile);
  const args = ['--tags', tags, ...(name === undefined ? [] : ['--name', name])];
  const env = { FOCUS_ENV: file, FOCUS_REPORTS: folder, SANDBOX_FAULTS: fault };
  const { exitCode, stdout } = await runCucumber({ args, env });
  expect(exitCode).to.equal(1, stdout);
  const lines = readFileSync(path.join(folder, 'messages.ndjson'), 'utf8').split('\n').filter(Boolean);
  return lines
    .flatMap((line) => (JSON.parse(line) as Envelope).attachment ?? [])
    .map(({ fileName = '', body }) => ({ title: fileName, text: body }))
    .filter(({ title }) => [timeline, objects, logs].includes(title));
}

function expectShown(evidence: readonly Attachment[], jobIds: readonly string[]): void {
  for (const jobId of jobIds) {
    expect(readText(evidence, timeline)).to.contain(`added Job grpc-job-${jobId}: `);
    expect(readText(evidence, timeline)).to.contain(`added Service grpc-service-${jobId}: `);
    expect(readText(evidence, objects)).to.match(new RegExp(`^ {2}name: grpc-job-${jobId}$`, 'm'));
    expect(readText(evidence, objects)).to.match(new RegExp(`^ {2}name: grpc-job-${jobId}-\\w+$`, 'm'));
    expect(readText(evidence, objects)).to.match(new RegExp(`^ {2}name: grpc-service-${jobId}$`, 'm'));
    expect(readText(evidence, logs)).to.match(new RegExp(`--- grpc-job-${jobId}-\\w+\njob ${jobId} starts: `));
  }
}

function readText(evidence: readonly Attachment[], title: string): string {
  return evidence.find((attachment) => attachment.title === title)?.text ?? '';
}
