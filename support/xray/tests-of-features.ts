// The scenarios of the feature files beside their Tests in Jira.
import { ConfigurationError } from '../common/errors';
import type { TestIssue, XrayClient } from './client/xray-client';
import { type FileScenario, listFileScenarios, readFeatureFiles } from './features/feature-files';
import type { XraySettings } from './xray-settings';

/** The scenarios of the project in `cwd`. */
export function readScenarios(cwd: string, { prefixes }: Pick<XraySettings, 'prefixes'>): FileScenario[] {
  return listFileScenarios(readFeatureFiles(cwd), prefixes);
}

/** The Tests of these scenarios. @throws ConfigurationError when one has no key, or a key names no Test */
export async function findTestsOf(
  client: XrayClient,
  scenarios: readonly FileScenario[],
  projectKey: string,
): Promise<TestIssue[]> {
  const keyless = scenarios.filter(({ key }) => key === undefined).map(({ scenario }) => scenario.name);
  if (keyless.length > 0)
    throw new ConfigurationError(
      `These scenarios have no Test; run \`npm run xray -- features\` first: ${keyless.join('; ')}.`,
    );
  const known = new Map((await client.listTests()).map((test) => [test.key, test]));
  const lost = scenarios.flatMap(({ key = '' }) => (known.has(key) ? [] : [key]));
  if (lost.length > 0)
    throw new ConfigurationError(
      `These keys name no Test of ${projectKey}: ${lost.join(', ')}. Run \`npm run xray -- status\`.`,
    );
  return scenarios.flatMap(({ key = '' }) => known.get(key) ?? []);
}
