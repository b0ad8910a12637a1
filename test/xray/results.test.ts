// The import of results against a fake Xray: one execution per run, with what the run has found.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { type FixtureOptions, flavours, startXrayFixture, type XrayFixture } from './fixture';
import { renderSampleFeature, type SampleScenario, writeSampleReports } from './sample-reports';

const scenarios: readonly SampleScenario[] = [
  { id: 'holds', outcome: 'accepted', evidenceBytes: 4_000 },
  { id: 'fails', outcome: 'notMet', reason: 'expected 2 pods, but there were 3', evidenceBytes: 2_000 },
  {
    id: 'gap',
    outcome: 'knownGap',
    reason: 'PZ-13899, tolerated until 2999-12-31: not built',
    gap: { key: 'PZ-13899', until: '2999-12-31' },
  },
  { id: 'large', outcome: 'notApplicable', reason: 'the profile forbids it', tags: ['@capacity'] },
];

async function startWithReports(t: TestContext, options: FixtureOptions, samples = scenarios): Promise<XrayFixture> {
  const features = { 'features/sample.feature': renderSampleFeature(samples, true) };
  const fixture = await startXrayFixture(t, { ...options, features });
  for (const { id } of samples) fixture.fake.store.create('Test', `The scenario ${id}`, { labels: [`id:${id}`] });
  writeSampleReports(path.join(fixture.cwd, 'reports'), samples);
  return fixture;
}

function listExecutions({ fake }: XrayFixture): string[] {
  return fake.store.listType('Test Execution').map(({ key, summary }) => `${key} ${summary}`);
}

for (const flavour of flavours) {
  test(`${flavour}: a run becomes one execution, however often it is sent`, async (t) => {
    const fixture = await startWithReports(t, {
      flavour,
      settings: { environments: ['DEV', 'daily'], testPlan: 'PZ-104', fixVersion: 'v3' },
    });
    const plan = fixture.fake.store.create('Test Plan', 'Acceptance');
    const address = `PZ-105 (${fixture.fake.url}/browse/PZ-105)`;
    const first = await fixture.run('results', '--link', 'https://ci:hunter22@ci.example/7', '--revision', 'abc123');
    expect(first).to.deep.equal({
      exitCode: 0,
      stdout: `Attached html-report.zip (0 MB) to PZ-105.\nSent the results of 4 Tests to ${address}: 1 TODO, 1 passed, 2 failed.`,
      stderr: '',
    });
    const expected = [
      'PZ-105 Acceptance on test (10.12.5, focus-server:1.4.2): a requirement is not met [run run00001]',
    ];
    expect(listExecutions(fixture)).to.deep.equal(expected);
    const [execution] = fixture.fake.store.listType('Test Execution');
    expect(execution?.environments).to.deep.equal(['DEV', 'daily']);
    expect(execution?.fields).to.deep.include({
      fixVersions: [{ name: 'v3' }],
      description: [
        'Environment: test',
        'Focus Server: 10.12.5, focus-server:1.4.2',
        'Kubernetes: unknown',
        'Verdict: a requirement is not met (exit code 1)',
        'Scenarios: 1 accepted, 1 known gap, 1 not applicable, 1 not met',
        'Revision: abc123',
        'CI run: https://[redacted]@ci.example/7',
        'Run: run00001',
      ].join('\n'),
    });
    expect(plan.members).to.deep.equal(['PZ-105']);

    const again = `Sent the results of 4 Tests to ${address}: 1 TODO, 1 passed, 2 failed.`;
    expect((await fixture.run('results')).stdout).to.equal(again);
    rmSync(path.join(fixture.cwd, 'reports/xray.json'));
    expect((await fixture.run('results')).stdout).to.equal(again);
    expect(listExecutions(fixture)).to.deep.equal(expected);
    expect(execution?.attachments.map(({ filename }) => filename)).to.deep.equal(['html-report.zip']);
  });

  test(`${flavour}: each run has the status, the reason and the defect of its outcome`, async (t) => {
    const fixture = await startWithReports(t, { flavour, settings: { statuses: { notApplicable: 'ABORTED' } } });
    expect((await fixture.run('results')).stderr).to.equal('');
    const runs = fixture.fake.store.listType('Test Execution').flatMap((execution) => execution.runs);
    const [pass, fail] = flavour === 'cloud' ? ['PASSED', 'FAILED'] : ['PASS', 'FAIL'];
    expect(runs.map(({ testKey, status, comment, defects }) => [testKey, status, comment, ...defects])).to.deep.equal([
      ['PZ-100', pass, ''],
      ['PZ-101', fail, 'not met: expected 2 pods, but there were 3'],
      ['PZ-102', fail, 'known gap: PZ-13899, tolerated until 2999-12-31: not built', 'PZ-13899'],
      ['PZ-103', 'ABORTED', 'not applicable: the profile forbids it'],
    ]);
    expect(runs.flatMap(({ messages }) => messages)).to.deep.equal([
      'not met: expected 2 pods, but there were 3',
      'known gap: PZ-13899, tolerated until 2999-12-31: not built',
    ]);
  });

  test(`${flavour}: another run, and the same run in another project, get an execution of their own`, async (t) => {
    const fixture = await startWithReports(t, { flavour });
    await fixture.run('results');
    writeSampleReports(path.join(fixture.cwd, 'reports'), scenarios, 'run00002');
    await fixture.run('results');
    expect(listExecutions(fixture).map((line) => line.slice(-15))).to.deep.equal(
      [' [run run00001]', ' [run run00002]'].map((text) => text.slice(-15)),
    );
  });

  test(`${flavour}: an execution that was deleted in Jira is not created again at each call`, async (t) => {
    const fixture = await startWithReports(t, { flavour });
    await fixture.run('results');
    fixture.fake.store.remove('PZ-104');
    const file = path.join(fixture.cwd, 'reports/xray.json');
    for (const _ of [1, 2]) {
      expect(await fixture.run('results')).to.deep.equal({
        exitCode: 2,
        stdout: '',
        stderr: `${file} names PZ-104 as the Test Execution of this run, but Jira has no such Test Execution: it was deleted, or the account cannot see it. Nothing was sent. Delete ${file}, and run the command again to create another one.`,
      });
    }
    expect(listExecutions(fixture)).to.deep.equal([]);
    rmSync(file);
    expect((await fixture.run('results')).exitCode).to.equal(0);
    expect(listExecutions(fixture)).to.have.length(1);
  });

  test(`${flavour}: of two calls at the same time, one names the execution that it created in vain`, async (t) => {
    const fixture = await startWithReports(t, { flavour });
    const calls = await Promise.all([fixture.run('results'), fixture.run('results')]);
    const [refused] = calls.filter(({ exitCode }) => exitCode !== 0);
    expect(calls.filter(({ exitCode }) => exitCode === 0)).to.have.length(1);
    const [kept = '', extra = ''] = refused?.stderr.match(/PZ-\d+/g) ?? [];
    expect(refused).to.deep.equal({
      exitCode: 2,
      stdout: '',
      stderr: `Two calls sent the results of run run00001 at the same time: its Test Execution is ${kept}. Delete ${extra}, which has no results, and run the command again.`,
    });
    expect(fixture.fake.store.find(extra)?.runs).to.deep.equal([]);
    expect(fixture.fake.store.find(kept)?.runs).to.have.length(4);
  });

  test(`${flavour}: a run of capacity joins the capacity plan too`, async (t) => {
    const samples: SampleScenario[] = [{ id: 'target', outcome: 'notMet', reason: '140 of 200', tags: ['@capacity'] }];
    const fixture = await startWithReports(t, { flavour, settings: { capacityPlan: 'PZ-101' } }, samples);
    const plan = fixture.fake.store.create('Test Plan', 'Capacity');
    expect((await fixture.run('results')).exitCode).to.equal(0);
    expect(plan.members).to.deep.equal(['PZ-102']);
  });
}

test('reports of two runs are one line, and no scenario is left out without a word', async (t) => {
  const fixture = await startWithReports(t, { flavour: 'cloud' });
  const folder = path.join(fixture.cwd, 'reports');
  const verdict = path.join(folder, 'verdict.json');
  writeFileSync(verdict, readFileSync(verdict, 'utf8').replace('sample.feature:2"', 'sample.feature:7"'));
  expect(await fixture.run('results')).to.deep.equal({
    exitCode: 2,
    stdout: '',
    stderr: `The reports in ${folder} are of two runs: verdict.json has features/sample.feature:7, and cucumber.json has not. Run \`npm run acceptance\` again.`,
  });
});

test('evidence of passed scenarios is left out first, and what is left out is reported', async (t) => {
  const fixture = await startWithReports(t, { flavour: 'cloud' });
  const { stdout } = await fixture.run('results', '--max-mb', '0.005');
  expect(stdout.split('\n')[0]).to.equal('Left out to stay below 0.01 MB: 1 attachment of passed scenarios (0 MB).');
  const runs = fixture.fake.store.listType('Test Execution').flatMap((execution) => execution.runs);
  expect(runs.map(({ evidence }) => evidence.length)).to.deep.equal([0, 1, 0, 1]);
});

test('scenarios without a Test are named and not sent', async (t) => {
  const fixture = await startWithReports(t, { flavour: 'cloud' }, scenarios);
  writeSampleReports(path.join(fixture.cwd, 'reports'), [...scenarios, { id: 'new', outcome: 'accepted' }]);
  const { stdout } = await fixture.run('results', '--dry-run');
  expect(stdout.split('\n').slice(0, 2)).to.deep.equal([
    'Not sent, because 1 scenario has no Test (run `npm run xray -- features`): The scenario new.',
    'Would send the results of 4 Tests to PZ: 1 TODO, 1 passed, 2 failed.',
  ]);
});

test('without credentials of Jira Cloud the attachments are left out, and that is reported', async (t) => {
  const fixture = await startWithReports(t, { flavour: 'cloud' });
  const { exitCode, stdout } = await fixture.runWith({ JIRA_TOKEN: '' }, 'results');
  expect([exitCode, stdout.split('\n')[0]]).to.deep.equal([
    0,
    'Without jira.url, JIRA_USER and JIRA_TOKEN these files are not attached: html-report.zip.',
  ]);
});

test('the key of the execution is kept before the results are sent', async (t) => {
  const fixture = await startWithReports(t, { flavour: 'cloud' });
  fixture.fake.intercept = (call) =>
    call.endsWith('/multipart') ? { kind: 'answer', status: 500, body: 'oops' } : undefined;
  expect((await fixture.run('results')).exitCode).to.equal(3);
  const kept: unknown = JSON.parse(readFileSync(path.join(fixture.cwd, 'reports/xray.json'), 'utf8'));
  expect(kept).to.deep.include({
    runId: 'run00001',
    environment: 'test',
    projectKey: 'PZ',
    execution: { id: '10004', key: 'PZ-104' },
  });
});

test('a result that Xray did not take, or shows as passed, is an error', async (t) => {
  const fixture = await startWithReports(t, { flavour: 'datacenter' });
  const change = (body: string, from: string, to: string) => body.replace(from, to);
  for (const [from, to, message] of [
    [
      '"key":"PZ-101"',
      '"key":"PZ-999"',
      'Xray has accepted the report, but PZ-104 has no result of PZ-101: check with `npm run xray -- status` that they are Tests of the type Cucumber.',
    ],
    [
      '"status":"FAIL"',
      '"status":"PASS"',
      'Xray shows PZ-101 in PZ-104 as passed, although it was not: check the statuses in the settings of Xray, and xray.statuses of the profile.',
    ],
  ] as const) {
    fixture.fake.intercept = (call) =>
      call.endsWith('/PZ-104/test') ? { kind: 'change-answer', change: (body) => change(body, from, to) } : undefined;
    expect(await fixture.run('results')).to.deep.equal({ exitCode: 3, stdout: '', stderr: message });
  }
});
