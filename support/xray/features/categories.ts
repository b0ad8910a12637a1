// Sorts Tests into folders of the Test Repository and into Test Sets, by the folder of their feature file.
import { ConfigurationError } from '../../common/errors';
import { formatCount } from '../../common/wording';
import type { Issue, XrayClient } from '../client/xray-client';
import type { XraySettings } from '../xray-settings';
import { type FeatureFile, type FileScenario, featuresFolder } from './feature-files';

interface Categories {
  readonly settings: Pick<XraySettings, 'folders' | 'testSets' | 'projectKey'>;
  readonly print: (line: string) => void;
}

/** @throws ConfigurationError when the profile maps a folder that has no feature */
export function checkMappedFolders(files: readonly FeatureFile[], { folders, testSets }: Categories['settings']): void {
  for (const [setting, map] of Object.entries({ folders, testSets })) {
    const empty = Object.keys(map).find((folder) => !files.some(({ file }) => isIn(file, folder)));
    if (empty === undefined) continue;
    throw new ConfigurationError(
      `xray.${setting} of the profile names the folder "${empty}", but ${featuresFolder}/${empty} has no feature, so nothing was sent. Write the path below ${featuresFolder}/, such as "orchestration".`,
    );
  }
}

/** Adds each Test to what the profile names for its folder; a Test that is there already stays. */
export async function sortIntoFolders(
  client: XrayClient,
  scenarios: readonly FileScenario[],
  { settings, print }: Categories,
): Promise<void> {
  const { folders, testSets } = settings;
  if (Object.keys({ ...folders, ...testSets }).length === 0) return;
  const known = new Map((await client.listTests()).map((test) => [test.key, test]));
  const select = (folder: string): Issue[] =>
    scenarios.filter(({ file }) => isIn(file.file, folder)).flatMap(({ key = '' }) => known.get(key) ?? []);
  for (const [folder, target] of Object.entries(folders)) {
    const tests = select(folder);
    if (tests.length > 0) await client.addTestsToFolder(target, tests);
    print(
      `${formatCount(tests.length, 'Test')} of ${featuresFolder}/${folder} ${tests.length === 1 ? 'is' : 'are'} in the folder ${target}.`,
    );
  }
  for (const [folder, key] of Object.entries(testSets)) {
    const tests = select(folder);
    if (tests.length > 0) await client.addTestsToSet(key, tests);
    print(
      `${formatCount(tests.length, 'Test')} of ${featuresFolder}/${folder} ${tests.length === 1 ? 'is' : 'are'} in the Test Set ${key}.`,
    );
  }
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${featuresFolder}/${folder}/`);
}
