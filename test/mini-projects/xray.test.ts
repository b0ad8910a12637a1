// Results of real runs in a fake Jira: every outcome, faults in three features, and a capacity run with a gap.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { type FakeXray, secrets, startFakeXray } from '../xray/fake/start-fake';
import { flavours, runXray } from '../xray/fixture';
import { reportsFolder, runCucumber } from './command-line';
import { startFixture } from './fixture';

type Flavour = (typeof flavours)[number];

interface XrayProject {
  readonly fake: FakeXray;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

async function startProject(t: TestContext, flavour: Flavour, profile: Record<string, unknown>): Promise<XrayProject> {
  const fake = await startFakeXray({ flavour });
  t.after(() => fake.close());
  const cwd = reportsFolder(t);
  const xray = {
    flavour,
    projectKey: 'PZ',
    environments: ['DEV'],
    ...(flavour === 'cloud' && { url: fake.url }),
    ...Object(profile.xray),
  };
  writeFileSync(path.join(cwd, 'test.yaml'), stringify({ ...profile, jira: { url: fake.url }, xray }));
  const env = {
    FOCUS_ENV: path.join(cwd, 'test.yaml'),
    FOCUS_REPORTS: path.join(cwd, 'reports'),
    FOCUS_RUN_ID: 'run4711',
    XRAY_CLIENT_ID: secrets.clientId,
    XRAY_CLIENT_SECRET: secrets.clientSecret,
    XRAY_TOKEN: secrets.token,
    JIRA_USER: secrets.jiraUser,
    JIRA_TOKEN: secrets.jiraToken,
  };
  return { fake, cwd, env };
}

async function send({ cwd, env }: XrayProject): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runXray({ cwd, argv: ['results'], env });
  expect([exitCode, stderr]).to.deep.equal([0, '']);
  return stdout.split('\n');
}

/** `@id:…` tags with the status of their run. */
function describeRuns({ fake }: XrayProject): string[] {
  const executions = fake.store.listType('Test Execution');
  expect(executions).to.have.length(1);
  return executions.flatMap(({ runs }) =>
    runs.map(({ testKey, status, examples, comment }) => {
      const id = fake.store.find(testKey)?.labels.find((label) => label.startsWith('id:'));
      const rows = examples.length > 1 ? ` (${examples.join(', ')})` : '';
      return `${id} ${status}${rows} ${comment.split('\n', 1)[0]}`.trim();
    }),
  );
}

for (const flavour of flavours) {
  test(`${flavour}: each outcome has the status and the reason of the table`, async (t) => {
    const knownGaps = [
      { key: 'PZ-1', scenario: '@id:known-gap', until: '2999-12-31', reason: 'not built yet' },
      { key: 'PZ-2', scenario: '@id:gap-gone', until: '2999-12-31', reason: 'was not built yet' },
    ];
    const project = await startProject(t, flavour, { description: 'A sample', knownGaps });
    const { env } = await startFixture(t);
    const ran = await runCucumber({
      project: 'outcomes',
      env: { ...env, ...project.env },
      args: ['--retry', '1', '--tags', 'not (@endless or @deaf)'],
    });
    expect(ran.exitCode).to.equal(1, ran.stderr);
    addKeys(project);
    await send(project);
    await send(project);
    const [pass, fail, todo] = flavour === 'cloud' ? ['PASSED', 'FAILED', 'TO DO'] : ['PASS', 'FAIL', 'TODO'];
    expect(describeRuns(project)).to.deep.equal([
      `id:holds ${pass}`,
      `id:not-met ${fail} not met: expected 2, was 3`,
      `id:blocked ${todo} blocked by the environment: the cluster is gone`,
      `id:not-applicable ${todo} not applicable: the profile forbids it`,
      `id:skipped ${todo} the suite failed: was skipped without a reason`,
      `id:undefined ${todo} the suite failed: the step "nobody knows this step" is undefined`,
      `id:flaky ${fail} flaky (2 attempts): passed only at attempt 2; at first: not yet`,
      `id:known-gap ${fail} known gap: PZ-1, tolerated until 2999-12-31: not built yet`,
      `id:gap-gone ${fail} gap gone: the known gap PZ-2 is gone: remove it from the profile of "test"`,
      `id:rows ${fail} (${fail}, ${pass}) A value is refused [value: 0, wrong: 0]`,
      `id:hostile ${fail} not met: </script><script>alert(1)</script>`,
    ]);
  });
}

test('a green run, and the same features with faults in three of them', async (t) => {
  const tags = '@id:job-port-exposed or @id:job-gets-resources or @id:frequencies-refused or @id:job-spawns-pod';
  const statuses: string[][] = [];
  for (const faults of ['', 'wrong-target-port,cpu-request-above-limit,nyquist-off-by-one']) {
    const project = await startProject(t, 'cloud', { description: 'A sandbox', sandbox: true });
    cpSync('features', path.join(project.cwd, 'features'), { recursive: true });
    expect((await runXray({ cwd: project.cwd, argv: ['features'], env: project.env })).exitCode).to.equal(0);
    const ran = await runCucumber({ env: { ...project.env, SANDBOX_FAULTS: faults }, args: ['--tags', tags] });
    expect(ran.exitCode).to.equal(faults === '' ? 0 : 1, ran.stdout);
    const lines = await send(project);
    expect(lines[0]).to.match(/^Attached html-report\.zip \(\d+(\.\d+)? MB\) to PZ-143\.$/);
    statuses.push(describeRuns(project).map((line) => line.split(' ').slice(0, 2).join(' ')));
    const failed = project.fake.store
      .listType('Test Execution')
      .flatMap(({ runs }) => runs.filter(({ status }) => status === 'FAILED'));
    for (const { evidence } of failed) expect(evidence.length).to.be.at.least(4);
    expect(project.fake.store.listType('Test Execution')[0]?.summary).to.match(
      /^Acceptance on test \(10\.12\.5, [^)]+\): .* \[run run4711\]$/,
    );
  }
  const ids = ['id:job-spawns-pod', 'id:job-port-exposed', 'id:job-gets-resources', 'id:frequencies-refused'];
  expect(statuses).to.deep.equal([
    ids.map((id) => `${id} PASSED`),
    ids.map((id) => `${id} ${id === 'id:job-spawns-pod' ? 'PASSED' : 'FAILED'}`),
  ]);
});

test('a capacity run with a gap: its reports are attached, and the capacity plan has the execution', async (t) => {
  const project = await startProject(t, 'datacenter', {
    description: 'A sandbox with a gap',
    sandbox: true,
    capacity: { target: 4, minimum: 4, plateauMs: 1_000 },
    capabilities: { cancel: true, load: true },
    xray: { capacityPlan: 'PZ-143' },
  });
  cpSync('features', path.join(project.cwd, 'features'), { recursive: true });
  expect((await runXray({ cwd: project.cwd, argv: ['features'], env: project.env })).exitCode).to.equal(0);
  const plan = project.fake.store.create('Test Plan', 'Capacity');
  const ran = await runCucumber({
    env: { ...project.env, SANDBOX_FAULTS: 'container-exits' },
    args: ['--tags', '@id:capacity-target'],
  });
  expect(ran.exitCode).to.equal(1, ran.stdout);
  await send(project);
  expect(describeRuns(project)[0]).to.match(/^id:capacity-target FAIL not met: .*0 of 4 jobs/);
  expect(plan.members).to.deep.equal(['PZ-144']);
  const attached = project.fake.store
    .find('PZ-144')
    ?.attachments.map(({ filename }) => filename.replace(/\d{8}_\d{6}/, 'TIME'));
  expect(attached).to.deep.equal([
    'infra_gap_report_test_TIME.html',
    'infra_gap_report_test_TIME.json',
    'infra_gap_report_test_TIME.md',
    'html-report.zip',
  ]);
});

/** Gives each scenario of the mini-project a Test, as an import would do. */
function addKeys({ fake, cwd }: XrayProject): void {
  const file = 'features/outcomes.feature';
  const text = readFileSync(path.join('test/mini-projects/outcomes', file), 'utf8');
  mkdirSync(path.join(cwd, 'features'));
  const keyed = text.replaceAll(
    /@(id:\S+)/g,
    (tag, label: string) => `@TEST_${fake.store.create('Test', label, { labels: [label] }).key} ${tag}`,
  );
  writeFileSync(path.join(cwd, file), keyed);
}
