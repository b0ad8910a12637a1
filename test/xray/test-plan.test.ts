// Tests of a tag expression in a Test Plan, and the plan of capacity.
import { test } from 'node:test';
import { expect } from 'chai';
import { startDrifted } from './drift';
import { flavours, startXrayFixture } from './fixture';
import { renderSampleFeature } from './sample-reports';

for (const flavour of flavours) {
  test(`${flavour}: plan adds the Tests of a tag expression once`, async (t) => {
    const fixture = await startDrifted(t, flavour);
    const plan = fixture.fake.store.create('Test Plan', 'Release 3');
    const address = `${plan.key} (${fixture.fake.url}/browse/${plan.key})`;
    for (const _ of [1, 2]) {
      expect(await fixture.run('plan', '--tags', '@orchestration or @id:same', '--plan', plan.key)).to.deep.equal({
        exitCode: 0,
        stdout: `2 Tests are in the Test Plan ${address}.`,
        stderr: '',
      });
    }
    expect(plan.members).to.deep.equal(['PZ-102', 'PZ-103']);
    expect((await fixture.run('plan', '--tags', '@nothing', '--plan', plan.key)).stderr).to.equal(
      'No scenario has the tags "@nothing", so nothing would be added.',
    );
    expect((await fixture.run('plan', '--tags', '@capacity')).stderr).to.match(
      /^No Test Plan is named: use --plan with its key, or set xray\.testPlan in .*test\.yaml\.$/,
    );
  });

  test(`${flavour}: a plan that does not exist is one line with the setting or option that names it`, async (t) => {
    const features = { 'features/sample.feature': renderSampleFeature([{ id: 'one' }], true) };
    const settings = { testPlan: 'PZ-998', capacityPlan: 'PZ-999' };
    const { fake, run } = await startXrayFixture(t, { flavour, features, settings });
    fake.store.create('Test', 'The scenario one');
    for (const [argv, expected] of [
      [['--plan', 'PZ-997'], 'PZ-997 is no Test Plan that the account can see, so nothing was added: correct --plan.'],
      [
        [],
        'PZ-998 is no Test Plan that the account can see, so nothing was added: correct xray.testPlan of the profile.',
      ],
      [
        ['--create-capacity', '--tags', '@id:one'],
        'PZ-999 is no Test Plan that the account can see, so nothing was added: correct xray.capacityPlan of the profile, or remove it to create the plan.',
      ],
    ] as const) {
      expect(await run('plan', ...argv)).to.deep.equal({ exitCode: 2, stdout: '', stderr: expected });
    }
  });

  test(`${flavour}: the plan of capacity is created once, even if the answer to its creation is lost`, async (t) => {
    const fixture = await startDrifted(t, flavour);
    fixture.fake.intercept = (_call, number) =>
      number === (flavour === 'cloud' ? 3 : 2) ? { kind: 'drop-after' } : undefined;
    const first = await fixture.run('plan', '--create-capacity');
    expect(first.stdout.split('\n')[0]).to.equal('Created the Test Plan PZ-104 "Capacity of the Focus Server".');
    expect(first.stdout.split('\n').at(-1)).to.match(/^Set xray\.capacityPlan in .*test\.yaml to "PZ-104"\.$/);
    await fixture.run('plan', '--create-capacity');
    const plans = fixture.fake.store.listType('Test Plan');
    expect(plans.map(({ key, members }) => [key, ...members])).to.deep.equal([['PZ-104', 'PZ-100', 'PZ-103']]);
    const dry = await fixture.run('plan', '--create-capacity', '--dry-run');
    expect(dry.stdout.split('\n')).to.deep.equal([
      'Would add 2 Tests to the Test Plan "Capacity of the Focus Server".',
      '  PZ-100  A port is exposed',
      '  PZ-103  A port is kept',
    ]);
  });
}
