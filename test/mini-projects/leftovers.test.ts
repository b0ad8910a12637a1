// What a job leaves behind after its scenario has ended, through the real command line: whichever scenario runs meanwhile, it is named with its own.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { type VerdictFile, verdictFileSchema } from '../../support/verdict';
import { reportsFolder, runCucumber } from './command-line';

const profile = `
description: A sandbox with short deadlines
sandbox: true
deadlines: { cleanedUpMs: 3000 }
capabilities: { cancel: true }
`;
const created = 'Creating a job spawns its pod';
const resources = 'A job gets its resources';

for (const [fault, left] of [
  [
    'cancel-leaves-service',
    /^job \d+-\d+: 3 s after it was cancelled these objects of it were still there:\n {2}- Service grpc-service-\d+-\d+/,
  ],
  [
    'cancel-removes-after-a-minute',
    /^job \d+-\d+: 3 s after it was cancelled these objects of it were still there:\n {2}- Job grpc-job-\d+-\d+/,
  ],
] as const) {
  test(`${fault} is named with the scenario of the job, although each scenario had ended before`, async (t) => {
    const verdict = await run(t, { fault, args: ['--tags', '@id:job-spawns-pod or @id:job-gets-resources'] });
    expect(verdict.exitCode).to.equal(1);
    expect(verdict.scenarios.map(({ title, outcome }) => [title, outcome])).to.have.deep.members([
      [created, 'accepted'],
      [resources, 'accepted'],
    ]);
    expect(verdict.leftovers.map(({ scenario, late }) => [scenario, late])).to.have.deep.members([
      [created, true],
      [resources, true],
    ]);
    for (const { text } of verdict.leftovers) expect(text).to.match(left);
  });
}

test('a job that one refusal in ten creates makes a parallel run red, and every scenario that may have caused it is named', async (t) => {
  const fault = 'refused-request-creates-job-once-in-ten';
  const args = ['--tags', '@id:channels-refused or @id:nfft-refused', '--parallel', '4'];
  const { exitCode, leftovers } = await run(t, { fault, args });
  expect(exitCode).to.equal(1);
  expect(leftovers).not.to.deep.equal([]);
  for (const { scenario, text } of leftovers) {
    expect(text).to.match(/^job \d+-\d+(, job \d+-\d+)* appeared while /);
    if (!text.includes(' the scenario ran, ')) expect(text).to.contain(`"${scenario}"`);
  }
});

async function run(
  t: TestContext,
  { fault, args }: { readonly fault: string; readonly args: readonly string[] },
): Promise<VerdictFile> {
  const folder = reportsFolder(t);
  const file = path.join(folder, 'short-deadlines.yaml');
  writeFileSync(file, profile);
  await runCucumber({ args, env: { FOCUS_ENV: file, FOCUS_REPORTS: folder, SANDBOX_FAULTS: fault } });
  return verdictFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'verdict.json'), 'utf8')));
}
