// The table of scenarios, their Tests, their last results and what differs.
import { test } from 'node:test';
import { expect } from 'chai';
import { startDrifted } from './drift';
import { flavours } from './fixture';

for (const flavour of flavours) {
  test(`${flavour}: status shows what was renamed, deleted and relabelled, and the last result of each environment`, async (t) => {
    const fixture = await startDrifted(t, flavour);
    const run = (id: string, status: string, finishedOn: string) => ({
      id,
      testKey: 'PZ-103',
      status,
      comment: '',
      defects: [],
      examples: [],
      evidence: [],
      messages: [],
      finishedOn,
    });
    const execute = (environments: string[], ...runs: ReturnType<typeof run>[]) =>
      fixture.fake.store.create('Test Execution', 'A run', { environments, runs });
    execute(['DEV'], run('1', 'PASSED', '2026-11-02T00:00:00Z'));
    execute(['DEV'], run('2', 'FAILED', '2026-11-03T00:00:00Z'));
    execute(['DEV'], run('3', 'PASSED', '2026-11-01T00:00:00Z'));
    execute(['STAGING'], run('4', 'PASSED', '2026-11-01T00:00:00Z'));
    const { exitCode, stdout, stderr } = await fixture.run('status');
    const link = (key: string) => `${key} (${fixture.fake.url}/browse/${key})`;
    expect([exitCode, stderr]).to.deep.equal([1, '']);
    expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '))).to.deep.equal([
      `${link('PZ-100')}  @id:renamed  no result  renamed: in Jira "A port can be reached"`,
      `${link('PZ-101')}  @id:deleted  no result  no such Test in Jira: deleted, moved, or of another issue type`,
      `${link('PZ-102')}  @id:edited  no result  label missing in Jira: orchestration; label only in Jira: reviewed`,
      `${link('PZ-103')}  @id:same  DEV FAILED, STAGING PASSED`,
      '4 scenarios, 3 with a Test in PZ, 3 differ.',
    ]);
  });
}
