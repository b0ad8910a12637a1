// A project of which one scenario was renamed, one was deleted, and one label was edited in Jira.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { expect } from 'chai';
import { type flavours, startXrayFixture, type XrayFixture } from './fixture';

const feature = `@REQ_PZ-1
Feature: Ports

  # Why it matters
  @id:renamed @capacity
  Scenario: A port is exposed
    Given a running job
    Then its port answers

  @id:deleted
  Scenario: A port is closed
    Then it is closed

  @id:edited @orchestration
  Scenario Outline: A port is <state>
    Then it is <state>

    Examples:
      | state |
      | open  |

  @id:same @capacity
  Scenario: A port is kept
    Then it is kept
`;

export const sampleFile = 'features/ports.feature';

/** Starts it after an import and the edits in Jira. */
export async function startDrifted(t: TestContext, flavour: (typeof flavours)[number]): Promise<XrayFixture> {
  const fixture = await startXrayFixture(t, { flavour, features: { [sampleFile]: feature } });
  expect((await fixture.run('features')).exitCode).to.equal(0);
  const { store } = fixture.fake;
  const [renamed, deleted, edited] = store.listType('Test');
  if (renamed === undefined || deleted === undefined || edited === undefined) expect.fail('there are no Tests');
  renamed.summary = 'A port can be reached';
  renamed.gherkin = renamed.gherkin.replace(
    'its port answers',
    'its port answers within 10 seconds\nAnd no other port answers',
  );
  edited.labels = [...edited.labels.filter((label) => label !== 'orchestration'), 'reviewed'];
  store.remove(deleted.key);
  return fixture;
}

export function readSample({ cwd }: XrayFixture): string {
  return readFileSync(path.join(cwd, sampleFile), 'utf8');
}
