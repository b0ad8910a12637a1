// The import of features against a fake Xray, Cloud and Data Center: created once, written back, updated afterwards.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { flavours, startXrayFixture, type XrayFixture } from './fixture';

const file = 'features/orchestration/job-port.feature';
const nothingNew = 'Imported 43 scenarios of 21 files into PZ: 0 Tests created, 43 updated.';

for (const flavour of flavours) {
  test(`${flavour}: the first import creates each Test once and writes its key, the second one changes nothing`, async (t) => {
    const fixture = await startXrayFixture(t, { flavour });
    const original = readAll(fixture);
    const first = await fixture.run('features');
    expect([first.exitCode, first.stderr]).to.deep.equal([0, '']);
    const written = first.stdout.split('\n');
    const summary = written.pop();
    expect(summary).to.equal('Imported 43 scenarios of 21 files into PZ: 43 Tests created, 0 updated.');
    expect(written).to.have.length(21);
    expect(fixture.fake.store.issues.map(({ type }) => type)).to.deep.equal(Array(43).fill('Test'));

    const withKeys = readAll(fixture);
    const changed = withKeys.filter((line, index) => line !== original[index]);
    expect(withKeys).to.have.length(original.length);
    expect(changed).to.have.length(43);
    expect(withKeys.map((line) => line.replace(/@TEST_PZ-\d+ /, ''))).to.deep.equal(original);

    expect(await fixture.run('features')).to.deep.equal({ exitCode: 0, stdout: nothingNew, stderr: '' });
    expect(readAll(fixture)).to.deep.equal(withKeys);
    expect(fixture.fake.store.issues).to.have.length(43);
  });

  test(`${flavour}: a renamed scenario updates its Test, with its key and without it`, async (t) => {
    const fixture = await startXrayFixture(t, { flavour });
    await fixture.run('features');
    for (const rename of [
      (text: string) => text.replace("A job's port is exposed", 'A port is exposed'),
      (text: string) => text.replace('A port is exposed', 'The port of a job is exposed').replace(/@TEST_PZ-\d+ /, ''),
    ]) {
      edit(fixture, rename);
      expect((await fixture.run('features')).stdout.split('\n').at(-1)).to.equal(nothingNew);
      expect(fixture.fake.store.issues).to.have.length(43);
    }
    const renamed = fixture.fake.store.issues.filter(({ labels }) => labels.includes('id:job-port-exposed'));
    expect(renamed.map(({ summary }) => summary)).to.deep.equal(['The port of a job is exposed']);
    expect(readFileSync(path.join(fixture.cwd, file), 'utf8')).to.contain(
      `@TEST_${renamed[0]?.key} @id:job-port-exposed`,
    );
  });

  test(`${flavour}: summary and labels that people edited are overwritten, but kept on request`, async (t) => {
    const fixture = await startXrayFixture(t, { flavour });
    await fixture.run('features');
    const [issue] = fixture.fake.store.issues;
    if (issue === undefined) expect.fail('no Test was created');
    const edited = { summary: 'Edited in Jira', labels: [...issue.labels, 'reviewed'] };
    Object.assign(issue, edited);
    const kept = await fixture.run('features', '--keep-fields');
    expect(kept.stdout.split('\n').at(-2)).to.equal('Restored the summary or the labels of 1 Test (--keep-fields).');
    expect([issue.summary, [...issue.labels].sort()]).to.deep.equal([edited.summary, edited.labels.sort()]);
    await fixture.run('features');
    expect(issue.summary).to.equal('The environment sustains two hundred jobs at once');
    expect(issue.labels).not.to.include('reviewed');
  });

  test(`${flavour}: edited fields are kept even if the first call ends after the import`, async (t) => {
    const fixture = await startXrayFixture(t, { flavour });
    await fixture.run('features');
    const [issue] = fixture.fake.store.issues;
    if (issue === undefined) expect.fail('no Test was created');
    const edited = { summary: 'Edited in Jira', labels: [...issue.labels, 'reviewed'] };
    Object.assign(issue, edited);
    let imported = false;
    fixture.fake.intercept = (call) => {
      if (imported) return { kind: 'refuse-before' };
      imported = call.endsWith('/import/feature');
      return undefined;
    };
    expect((await fixture.run('features', '--keep-fields')).exitCode).to.equal(3);
    expect(issue.summary).to.equal('The environment sustains two hundred jobs at once');
    fixture.fake.intercept = undefined;
    expect((await fixture.run('features', '--keep-fields')).exitCode).to.equal(0);
    expect([issue.summary, [...issue.labels].sort()]).to.deep.equal([edited.summary, edited.labels.sort()]);
    expect(existsSync(path.join(fixture.cwd, 'reports/xray-kept-fields.json'))).to.equal(false);
  });

  test(`${flavour}: what Xray refuses with status 200 is an error, and no file changes`, async (t) => {
    const fixture = await startXrayFixture(t, { flavour });
    const original = readAll(fixture);
    const refusal = 'Error in file features/a.feature: it cannot be parsed';
    fixture.fake.intercept = (call) =>
      call.endsWith('import/feature')
        ? { kind: 'change-answer', change: (body) => refuse(body, flavour, refusal) }
        : undefined;
    const { exitCode, stdout, stderr } = await fixture.run('features');
    expect([exitCode, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.equal(
      `Xray has refused a part of the features (status 200 with errors); no file was changed. Correct the files and run the command again:\n  ${refusal}`,
    );
    expect(readAll(fixture)).to.deep.equal(original);
    fixture.fake.intercept = undefined;
    expect((await fixture.run('features')).stdout.split('\n').at(-1)).to.equal(nothingNew);
    expect(fixture.fake.store.issues).to.have.length(43);
  });

  test(`${flavour}: a mapped folder without features is one line, and nothing is sent`, async (t) => {
    const fixture = await startXrayFixture(t, { flavour, settings: { testSets: { 'features/capacity': 'PZ-1' } } });
    for (const argv of [['features'], ['features', '--dry-run']]) {
      expect(await fixture.run(...argv)).to.deep.equal({
        exitCode: 2,
        stdout: '',
        stderr:
          'xray.testSets of the profile names the folder "features/capacity", but features/features/capacity has no feature, so nothing was sent. Write the path below features/, such as "orchestration".',
      });
    }
    expect(fixture.fake.calls).to.deep.equal([]);
  });

  test(`${flavour}: Tests are sorted into folders and Test Sets as the profile maps them`, async (t) => {
    const settings = { folders: { capacity: '/Focus Server/Capacity' }, testSets: { capacity: 'PZ-100' } };
    const fixture = await startXrayFixture(t, { flavour, settings });
    const set = fixture.fake.store.create('Test Set', 'Capacity');
    const { stdout } = await fixture.run('features');
    expect(stdout.split('\n').slice(-3, -1)).to.deep.equal([
      '2 Tests of features/capacity are in the folder /Focus Server/Capacity.',
      '2 Tests of features/capacity are in the Test Set PZ-100.',
    ]);
    expect([...fixture.fake.store.folders].filter(([, keys]) => keys.length > 0)).to.deep.equal([
      ['/Focus Server/Capacity', ['PZ-101', 'PZ-102']],
    ]);
    expect((await fixture.run('features')).exitCode).to.equal(0);
    expect(set.members).to.deep.equal(['PZ-101', 'PZ-102']);
  });
}

test('a dry run shows what would be sent, without a secret and without a call', async (t) => {
  const fixture = await startXrayFixture(t, { flavour: 'cloud' });
  const none = { XRAY_CLIENT_ID: '', XRAY_CLIENT_SECRET: '' };
  expect(await fixture.runWith(none, 'features', '--dry-run')).to.deep.equal({
    exitCode: 0,
    stdout:
      'Would import 43 scenarios of 21 files into PZ.\n0 scenarios would update their Test, 43 would find it by @id: or create it.',
    stderr: '',
  });
  expect(fixture.fake.calls).to.deep.equal([]);
});

function refuse(body: string, flavour: (typeof flavours)[number], message: string): string {
  const answer: unknown = JSON.parse(body);
  return JSON.stringify(
    flavour === 'cloud' ? Object.assign(Object(answer), { errors: [message] }) : { message, testIssues: answer },
  );
}

function edit({ cwd }: XrayFixture, change: (text: string) => string): void {
  const target = path.join(cwd, file);
  writeFileSync(target, change(readFileSync(target, 'utf8')));
}

/** The lines of all feature files. */
function readAll({ cwd }: XrayFixture): string[] {
  const files = readdirSync(path.join(cwd, 'features'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((each) => each.endsWith('.feature'))
    .sort()
    .flatMap((each) => readFileSync(path.join(cwd, 'features', each), 'utf8').split('\n'));
}
