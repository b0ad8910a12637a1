// Wrong calls and configurations through the real command line: one message, exit code 2, no stack trace, no reports.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { type Run, reportsFolder, runCucumber } from './command-line';
import { kubeconfigText, startCluster } from './fake-servers';

test('an unknown environment', async (t) => {
  await expectRefusal(t, { env: { FOCUS_ENV: 'prod' } }, [
    'FOCUS_ENV is "prod", which is not an environment. Valid: production, dev, local, sandbox, cluster, staging, or the path of a profile that ends in .yaml.',
  ]);
});

test('a profile with a wrong key, a wrong type and a wrong value', async (t) => {
  const file = writeTemporaryFile(
    t,
    'mine.yaml',
    'description: Mine\nnamspace: x\ndeadlines: { requestMs: soon }\ncapabilities: { load: maybe }\n',
  );
  await expectRefusal(t, { env: { FOCUS_ENV: file } }, [
    /^The profile .*mine\.yaml is wrong:$/,
    '  deadlines.requestMs: "soon" is not valid; expected a whole number of milliseconds above 0',
    '  capabilities.load: "maybe" is not valid; expected true or false',
    /^ {2}unknown key namspace; valid here: namespace, /,
  ]);
});

test('an environment without an address', async (t) => {
  await expectRefusal(t, { env: { FOCUS_ENV: 'staging' } }, [
    'The environment "staging" has no address: set FOCUS_BASE_URL, such as https://host/focus-server, or "baseUrl" in support/environment/profiles/staging.yaml.',
  ]);
});

test('an address for the sandbox, which has its own address', async (t) => {
  await expectRefusal(t, { env: { FOCUS_BASE_URL: 'http://127.0.0.1:1' } }, [
    'FOCUS_BASE_URL is set to http://127.0.0.1:1, but the environment "sandbox" starts its own Focus Server. Set FOCUS_ENV=cluster to test that address, or unset FOCUS_BASE_URL.',
  ]);
});

test('a kubeconfig that does not exist', async (t) => {
  await expectRefusal(t, { env: cluster('/nowhere/kubeconfig') }, [
    'The kubeconfig /nowhere/kubeconfig does not exist. Set KUBECONFIG to the kubeconfig of the cluster under test.',
  ]);
});

test('a kubeconfig that cannot be read as one', async (t) => {
  const file = writeTemporaryFile(t, 'kubeconfig', 'clusters: [\n');
  await expectRefusal(t, { env: cluster(file) }, [
    /^The kubeconfig .* is not a valid kubeconfig: .* in line 2\. Compare it with /,
  ]);
});

test('a CA file that cannot be read', async (t) => {
  const fake = await startCluster();
  t.after(() => fake.close());
  await expectRefusal(t, { env: { ...cluster(fake.kubeconfig), FOCUS_CA_FILE: '/nowhere/ca.pem' } }, [
    "The CA file /nowhere/ca.pem (FOCUS_CA_FILE or the profile's tls.caFile) cannot be read: is the path right?",
  ]);
});

test('arguments that match no scenario', async (t) => {
  const file = writeTemporaryFile(t, 'kubeconfig', kubeconfigText('http://127.0.0.1:1'));
  await expectRefusal(t, { env: cluster(file), args: ['--tags', '@nothing'] }, [
    'No scenario matches the given paths, tags, names and shard, so nothing would be tested. Check the arguments after "npm run acceptance --".',
  ]);
});

test('tags that are no expression', async (t) => {
  await expectRefusal(t, { args: ['--tags', '@a and'] }, [
    '--tags "@a and" is no tag expression, such as "@orchestration and not @soak". Tag expression "@a and" could not be parsed because of syntax error: Expected operand.',
  ]);
});

test('names that are no expression', async (t) => {
  await expectRefusal(t, { args: ['--name', '('] }, [
    '--name "(" is no regular expression. Invalid regular expression: /(/: Unterminated group',
  ]);
});

test('a folder of reports whose path is a file', async (t) => {
  const file = writeTemporaryFile(t, 'reports', '');
  const { exitCode, stderr } = await runCucumber({ project: 'outcomes', env: { FOCUS_REPORTS: file } });
  expect(stderr).to.equal(
    `The reports cannot be written to ${file}: EEXIST: file already exists, mkdir '${file}'. Set FOCUS_REPORTS to a folder that can be written to.\n`,
  );
  expect(exitCode).to.equal(2);
});

test('a path that does not exist, beside one that exists', async (t) => {
  const folder = reportsFolder(t);
  const { exitCode, stderr } = await runCucumber({
    args: ['features', 'features/nope.feature:3'],
    env: { FOCUS_REPORTS: folder },
  });
  expect(stderr).to.equal(
    `There is no feature file at "features/nope.feature:3", so the requested scenarios would not be tested. Paths are relative to ${process.cwd()}.\n`,
  );
  expect([exitCode, readdirSync(folder)]).to.deep.equal([2, []]);
});

test('an option that Cucumber does not know', async (t) => {
  await expectRefusal(t, { command: 'npm run acceptance', args: ['--nonsense'] }, [
    "error: unknown option '--nonsense'",
  ]);
});

test('an option with a wrong value', async (t) => {
  await expectRefusal(t, { command: 'npm run acceptance', args: ['--parallel', 'x'] }, [
    '--parallel must be a non negative integer',
  ]);
});

async function expectRefusal(
  t: TestContext,
  run: Omit<Run, 'project'>,
  lines: readonly (string | RegExp)[],
): Promise<void> {
  const folder = reportsFolder(t);
  const { exitCode, stdout, stderr } = await runCucumber({
    ...run,
    project: 'outcomes',
    env: { ...run.env, FOCUS_REPORTS: folder },
  });
  const seen = stderr.trimEnd().split('\n');
  expect(seen).to.have.length(lines.length, stderr);
  lines.forEach((line, index) => {
    if (typeof line === 'string') expect(seen[index]).to.equal(line);
    else expect(seen[index]).to.match(line);
  });
  expect(stdout).to.equal('');
  expect(exitCode).to.equal(2);
  expect(readdirSync(folder)).to.deep.equal([]);
}

function cluster(kubeconfig: string): Record<string, string> {
  return { FOCUS_ENV: 'cluster', FOCUS_BASE_URL: 'http://127.0.0.1:1', KUBECONFIG: kubeconfig };
}

function writeTemporaryFile(t: TestContext, name: string, text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wrong-use-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}
