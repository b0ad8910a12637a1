// Finds out which scenario each Test that an import has created belongs to: the answer of the import names only keys.
import { ConfigurationError, EnvironmentError } from '../../common/errors';
import type { XrayClient } from '../client/xray-client';
import type { Prefixes } from '../xray-settings';
import { type FileScenario, listFileScenarios, parseFeatureFile } from './feature-files';
import { readPrefix } from './key-tags';
import type { KeyedScenario } from './write-back';

/** Xray limits the length of an address. */
const keysAtOnce = 50;

/**
 * Exports the Tests, whose tags then name their keys, and compares permanent names, else names.
 * @throws ConfigurationError when this Xray uses another prefix; EnvironmentError when a Test belongs to no scenario
 */
export async function matchCreatedTests(
  client: XrayClient,
  created: readonly string[],
  keyless: readonly FileScenario[],
  prefixes: Prefixes,
): Promise<KeyedScenario[]> {
  const exported = await exportScenarios(client, created, prefixes);
  return created.map((key) => {
    const found = exported.filter((scenario) => hasKey(scenario, key));
    const [test] = found;
    if (test === undefined) {
      throw new EnvironmentError(
        `Xray has created the Test ${key}, but does not export it. Run the command again: it finds the Test by its permanent name.`,
      );
    }
    checkPrefix(test, key, prefixes);
    const owner = keyless.find((scenario) => isSame(scenario, test));
    if (owner === undefined) {
      throw new EnvironmentError(
        `The Test ${key} "${test.scenario.name}" belongs to no scenario without a key. Delete it in Jira, or write its key to the scenario that it stands for.`,
      );
    }
    return { scenario: owner, key };
  });
}

/** Learns the prefix of this Xray from an exported Test: with a wrong one, Xray would ignore every key and create each Test again. */
export async function checkPrefixOf(client: XrayClient, key: string, prefixes: Prefixes): Promise<void> {
  const [test] = (await exportScenarios(client, [key], prefixes)).filter((scenario) => hasKey(scenario, key));
  if (test !== undefined) checkPrefix(test, key, prefixes);
}

/** The scenarios of the exported files. One Test may be in several files. */
export async function exportScenarios(
  client: XrayClient,
  keys: readonly string[],
  prefixes: Prefixes,
): Promise<FileScenario[]> {
  const scenarios: FileScenario[] = [];
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const files = await client.exportFeatures(keys.slice(from, from + keysAtOnce));
    const parsed = Object.entries(files).map(([file, text]) => parseFeatureFile(file, text));
    scenarios.push(...listFileScenarios(parsed, prefixes));
  }
  return scenarios;
}

/** Whether a tag of the scenario names the key, with whichever prefix. */
export function hasKey({ tags }: FileScenario, key: string): boolean {
  return tags.some((tag) => readPrefix(tag, key) !== undefined);
}

function checkPrefix({ tags }: FileScenario, key: string, { test }: Prefixes): void {
  const seen = tags.flatMap((tag) => readPrefix(tag, key) ?? [])[0];
  if (seen === undefined || seen === test) return;
  throw new ConfigurationError(
    `This Xray writes the key of a Test as @${seen}${key}, but xray.prefixes.test of the profile is "${test}": set it to "${seen}". With a wrong prefix, Xray ignores the keys in the files and creates every Test again.`,
  );
}

function isSame(scenario: FileScenario, test: FileScenario): boolean {
  const ids = test.tags.filter((tag) => tag.startsWith('@id:'));
  if (ids.length > 0) return scenario.permanentName !== undefined && ids.includes(scenario.permanentName);
  return scenario.scenario.name === test.scenario.name;
}
