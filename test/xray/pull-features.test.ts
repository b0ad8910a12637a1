// What was changed in Jira, shown and taken into the files.
import { test } from 'node:test';
import { expect } from 'chai';
import { readSample, sampleFile, startDrifted } from './drift';
import { flavours, startXrayFixture } from './fixture';
import { renderSampleFeature } from './sample-reports';

test('pull without a key in the files compares nothing, and reports that', async (t) => {
  const features = { 'features/sample.feature': renderSampleFeature([{ id: 'one' }], false) };
  const fixture = await startXrayFixture(t, { flavour: 'cloud', features });
  expect(await fixture.run('pull', '--dry-run')).to.deep.equal({
    exitCode: 2,
    stdout: '',
    stderr: 'No scenario has the key of a Test, so there is nothing to compare: run `npm run xray -- features` first.',
  });
});

for (const flavour of flavours) {
  test(`${flavour}: pull shows the difference, and only --write changes the file`, async (t) => {
    const fixture = await startDrifted(t, flavour);
    expect(await fixture.run('pull')).to.deep.equal({
      exitCode: 2,
      stdout: '',
      stderr: 'These keys name no Test of PZ: PZ-101. Run `npm run xray -- status`.',
    });
    fixture.fake.store.create('Test', 'A port is closed', {
      key: 'PZ-101',
      gherkin: 'Scenario: A port is closed\nThen it is closed',
    });
    const before = readSample(fixture);
    const shown = await fixture.run('pull');
    expect(shown.stdout.split('\n')).to.deep.equal([
      '===================================================================',
      `--- ${sampleFile}`,
      '+++ PZ-100 in Jira',
      '@@ -1,3 +1,4 @@',
      '-Scenario: A port is exposed',
      '+Scenario: A port can be reached',
      ' Given a running job',
      '-Then its port answers',
      '+Then its port answers within 10 seconds',
      '+And no other port answers',
      '1 scenario differs from Jira; --write takes them into the files.',
    ]);
    expect([shown.exitCode, readSample(fixture)]).to.deep.equal([1, before]);

    const taken = await fixture.run('pull', '--write');
    expect([taken.exitCode, taken.stdout.split('\n').at(-1)]).to.deep.equal([
      0,
      'Took 1 scenario from Jira into the files.',
    ]);
    const steps =
      '    Given a running job\n    Then its port answers within 10 seconds\n    And no other port answers\n';
    expect(readSample(fixture)).to.equal(
      before
        .replace('A port is exposed', 'A port can be reached')
        .replace('    Given a running job\n    Then its port answers\n', steps),
    );
    expect((await fixture.run('pull')).stdout).to.equal('4 scenarios as in Jira.');
  });
}
