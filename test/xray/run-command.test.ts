// Wrong calls, settings, secrets and answers: one line each with what to do, exit code 2 or 3, and no secret.
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { secrets } from './fake/start-fake';
import { type FixtureOptions, runXray, startXrayFixture, type XrayFixture } from './fixture';
import { renderSampleFeature, type SampleScenario, writeSampleReports } from './sample-reports';

const samples: readonly SampleScenario[] = [
  { id: 'one', outcome: 'accepted' },
  { id: 'two', outcome: 'notMet', reason: 'expected 2' },
];

async function start(t: TestContext, options: Partial<FixtureOptions> = {}): Promise<XrayFixture> {
  const features = { 'features/sample.feature': renderSampleFeature(samples, true) };
  const fixture = await startXrayFixture(t, { flavour: 'cloud', features, ...options });
  for (const { id } of samples)
    fixture.fake.store.create('Test', `The scenario ${id}`, { gherkin: 'Scenario: One\nThen it holds' });
  writeSampleReports(path.join(fixture.cwd, 'reports'), samples);
  return fixture;
}

async function expectRefusal(run: ReturnType<XrayFixture['run']>, exitCode: number, stderr: string): Promise<void> {
  const finished = await run;
  expect([finished.exitCode, finished.stderr]).to.deep.equal([exitCode, stderr]);
}

test('help names the commands and their options', async () => {
  const { exitCode, stdout } = await runXray({ cwd: '.', argv: [], env: {} });
  expect([exitCode, stdout.split('\n')[0]]).to.deep.equal([0, 'npm run xray -- COMMAND [options]']);
  const help = await runXray({ cwd: '.', argv: ['results', '--help'], env: {} });
  expect(help.stdout.split('\n').map((line) => line.trim().split(' ')[0])).to.deep.equal([
    'npm',
    '',
    '--dry-run',
    '--link',
    '--revision',
    '--fix-version',
    '--max-mb',
    '--help',
  ]);
});

test('a wrong command, option or value is one line', async (t) => {
  const { run } = await start(t);
  await expectRefusal(
    run('result'),
    2,
    '"result" is no command of `npm run xray`. Valid: features, results, plan, pull, status.',
  );
  await expectRefusal(
    run('status', '--dry-run'),
    2,
    "npm run xray -- status: Unknown option '--dry-run'. Valid options: --help.",
  );
  await expectRefusal(
    run('results', '--max-mb', '101'),
    2,
    '--max-mb is "101"; it must be a number above 0, and at most 100, because Xray accepts no more.',
  );
  await expectRefusal(
    run('plan', '--plan', 'PZ 1'),
    2,
    '--plan is "PZ 1"; it must be the key of a Test Plan, such as "PZ-15".',
  );
  await expectRefusal(
    run('plan', '--tags', '@a and'),
    2,
    '--tags "@a and" is no tag expression, such as "@orchestration and not @soak". Tag expression "@a and" could not be parsed because of syntax error: Expected operand.',
  );
});

test('a profile without Xray, project or address is one line', async () => {
  const message = (env: Record<string, string>) => runXray({ cwd: '.', argv: ['status'], env });
  await expectRefusal(
    message({ FOCUS_ENV: 'sandbox' }),
    2,
    'The profile support/environment/profiles/sandbox.yaml names no Xray: set xray.flavour to "cloud" or "datacenter", or FOCUS_ENV to an environment whose profile does.',
  );
});

test('missing and wrong secrets are one line, on both flavours', async (t) => {
  const cloud = await start(t);
  await expectRefusal(
    cloud.runWith({ XRAY_CLIENT_ID: '', XRAY_CLIENT_SECRET: '' }, 'features'),
    2,
    'XRAY_CLIENT_ID and XRAY_CLIENT_SECRET are not set: create an API key in Jira (Apps > Xray > API Keys), and set both variables from your secret store.',
  );
  await expectRefusal(
    cloud.runWith({ XRAY_CLIENT_SECRET: 'wrong-secret-4711' }, 'features'),
    2,
    `Signing in to ${cloud.fake.url}/api/v2: answered 401: Authentication failed. Invalid client credentials! The credentials are wrong or have expired: check XRAY_CLIENT_ID and XRAY_CLIENT_SECRET (Cloud), XRAY_TOKEN (Data Center), or JIRA_USER and JIRA_TOKEN (Jira Cloud), and xray.region.`,
  );
  const datacenter = await start(t, { flavour: 'datacenter' });
  await expectRefusal(
    datacenter.runWith({ XRAY_TOKEN: '' }, 'features'),
    2,
    'XRAY_TOKEN is not set: create a personal access token in Jira (Profile > Personal Access Tokens), and set the variable from your secret store.',
  );
  await expectRefusal(
    datacenter.runWith({ XRAY_TOKEN: 'wrong-token-4711' }, 'features'),
    2,
    'The Tests of PZ: answered 401 with an HTML page. The credentials are wrong or have expired: check XRAY_CLIENT_ID and XRAY_CLIENT_SECRET (Cloud), XRAY_TOKEN (Data Center), or JIRA_USER and JIRA_TOKEN (Jira Cloud), and xray.region.',
  );
});

test('a token that expires during an import is renewed once', async (t) => {
  const fixture = await start(t, { tokenLife: 2 });
  expect((await fixture.run('features')).exitCode).to.equal(0);
  expect(fixture.fake.calls.filter((call) => call.endsWith('/authenticate'))).to.have.length(2);
  const dead = await start(t, { tokenLife: 0 });
  expect((await dead.run('features')).stderr).to.match(
    /^The Tests of PZ: answered 401 with an HTML page\. The credentials are wrong/,
  );
  expect(dead.fake.calls.filter((call) => call.endsWith('/authenticate'))).to.have.length(2);
});

test('an unknown project, key or plan is one line, and nothing is sent', async (t) => {
  const project = await start(t, {
    settings: { projectKey: 'AB' },
    features: { 'features/sample.feature': renderSampleFeature(samples, false) },
  });
  await expectRefusal(
    project.run('features'),
    2,
    "The Tests of AB: Xray has refused it: The value 'AB' does not exist for the field 'project'. Check xray.projectKey and the keys of the profile, and that the account can see the project.",
  );
  const deleted = await start(t);
  deleted.fake.store.remove('PZ-101');
  await expectRefusal(
    deleted.run('features'),
    2,
    '1 key of the features names no Test of PZ (deleted, moved, or of another issue type), so nothing was sent. Correct the tag, or remove it to create a Test:\n  features/sample.feature:9  PZ-101: The scenario two',
  );
  const plan = await start(t, { settings: { testPlan: 'PZ-100' } });
  await expectRefusal(
    plan.run('results'),
    2,
    'PZ-100 is no Test Plan that the account can see, so nothing was sent: correct xray.testPlan of the profile.',
  );
  const posts = [...project.fake.calls, ...deleted.fake.calls, ...plan.fake.calls].filter((call) =>
    call.includes('/import/'),
  );
  expect(posts).to.deep.equal([]);
});

test('another prefix of the instance is recognized before anything is sent', async (t) => {
  const fixture = await start(t, { prefix: 'TestName:' });
  await expectRefusal(
    fixture.run('features'),
    2,
    'This Xray writes the key of a Test as @TestName:PZ-100, but xray.prefixes.test of the profile is "TEST_": set it to "TestName:". With a wrong prefix, Xray ignores the keys in the files and creates every Test again.',
  );
  expect(fixture.fake.store.issues).to.have.length(2);
  const { stderr } = await fixture.run('results');
  expect(stderr).to.equal(
    'The import of the results into PZ-102: answered 400: There are no valid tests imported. No tag of the report names a Test of the project: compare xray.prefixes.test of the profile with the prefixes in the settings of Xray, and run `npm run xray -- status`.',
  );
});

test('another prefix is recognized at the first import too, and no file gets a key that Xray would ignore', async (t) => {
  const text = renderSampleFeature(samples, false);
  const options = { prefix: 'TestName:', features: { 'features/sample.feature': text } };
  const fixture = await startXrayFixture(t, { flavour: 'cloud', ...options });
  await expectRefusal(
    fixture.run('features'),
    2,
    'This Xray writes the key of a Test as @TestName:PZ-100, but xray.prefixes.test of the profile is "TEST_": set it to "TestName:". With a wrong prefix, Xray ignores the keys in the files and creates every Test again.',
  );
  const profile = path.join(fixture.cwd, 'test.yaml');
  writeFileSync(profile, `${readFileSync(profile, 'utf8')}  prefixes: { test: "TestName:" }\n`);
  expect((await fixture.run('features')).stdout.split('\n').at(-1)).to.equal(
    'Imported 2 scenarios of 1 file into PZ: 0 Tests created, 2 updated.',
  );
  expect(fixture.fake.store.issues).to.have.length(2);
  expect(readFileSync(path.join(fixture.cwd, 'features/sample.feature'), 'utf8')).to.contain(
    '@TestName:PZ-101 @id:two',
  );
});

test('reports that are missing, cut off or of another suite are one line', async (t) => {
  const { cwd, run, fake } = await start(t);
  const folder = path.join(cwd, 'reports');
  const messages = path.join(folder, 'messages.ndjson');
  truncateSync(messages, 20);
  await expectRefusal(
    run('results'),
    2,
    `${messages} is cut off, so the run has not ended, or its disk was full. Run \`npm run acceptance\` again.`,
  );
  writeSampleReports(folder, samples);
  appendFileSync(path.join(folder, 'cucumber.json'), 'x');
  await expectRefusal(
    run('results'),
    2,
    `${path.join(folder, 'cucumber.json')} is damaged: it is no JSON. Run \`npm run acceptance\` again.`,
  );
  writeSampleReports(folder, samples);
  writeFileSync(path.join(folder, 'verdict.json'), '{"passed":3}');
  await expectRefusal(
    run('results'),
    2,
    `${path.join(folder, 'verdict.json')} is not a report of this suite (environment: Invalid input: expected string, received undefined). Set FOCUS_REPORTS to the folder of a run of \`npm run acceptance\`.`,
  );
  rmSync(folder, { recursive: true });
  await expectRefusal(
    run('results'),
    2,
    `There are no reports in ${folder}: run \`npm run acceptance\` first, or set FOCUS_REPORTS to the folder of its reports.`,
  );
  expect(fake.calls).to.deep.equal([]);
});

test('reports of another environment are one line', async (t) => {
  const { cwd, run, fake } = await start(t);
  const folder = path.join(cwd, 'reports');
  for (const name of ['verdict.json', 'run.json']) {
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"test"', '"dev"'));
  }
  await expectRefusal(
    run('results'),
    2,
    `The reports in ${folder} are of the environment "dev", but FOCUS_ENV names "test". Set FOCUS_ENV to the environment of the run.`,
  );
  expect(fake.calls).to.deep.equal([]);
});

test('an unreachable address, a proxy included, is one line', async (t) => {
  const fixture = await start(t);
  await fixture.fake.close();
  const { exitCode, stderr } = await fixture.run('features');
  const line = `Signing in to ${fixture.fake.url}/api/v2: the connection was refused (ECONNREFUSED). Check the address in the profile, the network and the proxy (HTTPS_PROXY, NO_PROXY).`;
  expect([exitCode, stderr.split('\n').at(-1)]).to.deep.equal([3, line]);
  expect(stderr.split('\n').slice(0, -1)).to.deep.equal(Array(4).fill(`${line} Trying again.`));
});

test('no output has a secret', async (t) => {
  const fixture = await start(t);
  fixture.fake.intercept = () => ({
    kind: 'answer',
    status: 400,
    body: JSON.stringify({ error: `secret ${secrets.clientSecret}, token ${secrets.jiraToken}` }),
  });
  const { stderr } = await fixture.run('features');
  expect(stderr).to.match(/answered 400: secret \[redacted\]/);
  expect(stderr).not.to.contain('4711');
});
