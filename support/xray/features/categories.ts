// Sorts Tests into folders of the Test Repository and into Test Sets, by the folder of their feature file.
import type { Issue, XrayClient } from '../client/xray-client';
import type { XraySettings } from '../xray-settings';
import { type FileScenario, featuresFolder } from './feature-files';

interface Categories {
  readonly settings: Pick<XraySettings, 'folders' | 'testSets' | 'projectKey'>;
  readonly print: (line: string) => void;
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
    scenarios
      .filter(({ file }) => file.file.startsWith(`${featuresFolder}/${folder}/`))
      .flatMap(({ key = '' }) => known.get(key) ?? []);
  for (const [folder, target] of Object.entries(folders)) {
    const tests = select(folder);
    if (tests.length > 0) await client.addTestsToFolder(target, tests);
    print(`${tests.length} Tests of ${featuresFolder}/${folder} are in the folder ${target}.`);
  }
  for (const [folder, key] of Object.entries(testSets)) {
    const tests = select(folder);
    if (tests.length > 0) await client.addTestsToSet(key, tests);
    print(`${tests.length} Tests of ${featuresFolder}/${folder} are in the Test Set ${key}.`);
  }
}
