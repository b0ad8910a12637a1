// `npm run xray -- features`: brings the feature files into Xray, and the keys of created Tests back into the files.
import { ConfigurationError } from '../../common/errors';
import { formatCount } from '../../common/wording';
import { packFeatures } from '../client/feature-archive';
import type { TestIssue, XrayClient } from '../client/xray-client';
import type { XraySettings } from '../xray-settings';
import { checkMappedFolders, sortIntoFolders } from './categories';
import { checkPrefixOf, matchCreatedTests } from './created-tests';
import { type FeatureFile, type FileScenario, formatLine, listFileScenarios, readFeatureFiles } from './feature-files';
import { KeptFields } from './kept-fields';
import { findMisreadings, misreadings } from './misread-tags';
import { addKeyTags, type KeyedScenario, writeChangedFiles } from './write-back';

export interface FeaturesOptions {
  readonly cwd: string;
  readonly settings: XraySettings;
  readonly print: (line: string) => void;
  /** Restores summary and labels that people have edited in Jira. */
  readonly keepFields: boolean;
  /** The folder of the reports, for what a call that is cut off leaves to the next one. */
  readonly folder: string;
}

/** What would be imported, without a call. @throws ConfigurationError for what Xray would misread */
export function describeImport({ cwd, settings, print }: Omit<FeaturesOptions, 'keepFields' | 'folder'>): void {
  const { files, scenarios } = readChecked(cwd, settings);
  const keyless = scenarios.filter(({ key }) => key === undefined);
  print(`Would import ${describeAmount(files, scenarios)} into ${settings.projectKey}.`);
  print(
    `${formatCount(scenarios.length - keyless.length, 'scenario')} would update their Test, ${keyless.length} would find it by @id: or create it.`,
  );
}

/**
 * Imports all features. Nothing is written into a file unless Xray has accepted everything.
 * @throws ConfigurationError, EnvironmentError
 */
export async function importFeatures(client: XrayClient, options: FeaturesOptions): Promise<void> {
  const { cwd, settings, print, keepFields, folder } = options;
  const { files, scenarios } = readChecked(cwd, settings);
  if (keepFields && client.jira === undefined) {
    throw new ConfigurationError(
      '--keep-fields edits issues through the REST API of Jira: set jira.url in the profile, JIRA_USER and JIRA_TOKEN.',
    );
  }
  const before = await client.listTests();
  checkKeysExist(scenarios, before, settings);
  const [known] = scenarios.flatMap(({ key }) => key ?? []);
  if (known !== undefined) await checkPrefixOf(client, known, settings.prefixes);
  const kept = new KeptFields(folder, settings);
  if (keepFields) kept.save(before);
  const tests = await send(client, files, print);
  const found = await findNewKeys(client, { scenarios, tests, settings });
  const changed = addKeyTags(found, settings.prefixes.test);
  writeChangedFiles(cwd, changed);
  for (const { file } of changed) print(`Wrote keys into ${file}.`);
  const keys = new Map(found.map(({ scenario, key }) => [scenario, key]));
  const keyed = scenarios.map((scenario) => ({ ...scenario, key: scenario.key ?? keys.get(scenario) }));
  if (keepFields) await kept.restore(client, print);
  kept.discard();
  await sortIntoFolders(client, keyed, { settings, print });
  const existed = new Set(before.map(({ key }) => key));
  const created = tests.filter((key) => !existed.has(key)).length;
  print(
    `Imported ${describeAmount(files, scenarios)} into ${settings.projectKey}: ${formatCount(created, 'Test')} created, ${tests.length - created} updated.`,
  );
}

/** Resolves to the keys of the Tests. @throws ConfigurationError when Xray refused a part */
async function send(
  client: XrayClient,
  files: readonly FeatureFile[],
  print: FeaturesOptions['print'],
): Promise<readonly string[]> {
  const archive = packFeatures(Object.fromEntries(files.map(({ file, text }) => [file, text])));
  const { tests, preconditions, errors } = await client.importFeatures(archive);
  if (errors.length > 0) throw createRefusedError(errors);
  if (preconditions.length > 0) {
    print(
      `Xray has created or updated Preconditions, which the features do not have: ${preconditions.join(', ')}. Check them in Jira.`,
    );
  }
  return [...new Set(tests)];
}

interface Imported {
  readonly scenarios: readonly FileScenario[];
  readonly tests: readonly string[];
  readonly settings: XraySettings;
}

/** The scenarios without a key, each with the key of its Test. */
async function findNewKeys(client: XrayClient, { scenarios, tests, settings }: Imported): Promise<KeyedScenario[]> {
  checkComplete(scenarios, tests);
  const keyless = scenarios.filter(({ key }) => key === undefined);
  const inFiles = new Set(scenarios.map(({ key }) => key));
  const others = tests.filter((key) => !inFiles.has(key));
  const found = await matchCreatedTests(client, others, keyless, settings.prefixes);
  const owners = found.map(({ scenario }) => scenario);
  checkAllFound(keyless.filter((scenario) => !owners.includes(scenario)));
  return found;
}

function readChecked(cwd: string, settings: XraySettings): { files: FeatureFile[]; scenarios: FileScenario[] } {
  const files = readFeatureFiles(cwd);
  const problems = findMisreadings(files, settings);
  if (problems.length > 0) {
    const lines = problems.map(
      ({ rule, position, text }) => `\n  ${position}  ${text} (${misreadings[rule].one}: ${misreadings[rule].advice})`,
    );
    throw new ConfigurationError(
      `Xray would misread ${formatCount(problems.length, 'tag or element', 'tags or elements')} of the features, so nothing was sent:${lines.join('')}`,
    );
  }
  checkMappedFolders(files, settings);
  return { files, scenarios: listFileScenarios(files, settings.prefixes) };
}

function checkKeysExist(
  scenarios: readonly FileScenario[],
  tests: readonly TestIssue[],
  { projectKey }: XraySettings,
): void {
  const known = new Set(tests.map(({ key }) => key));
  const lost = scenarios.filter(({ key }) => key !== undefined && !known.has(key));
  if (lost.length === 0) return;
  const lines = lost.map(
    ({ file, scenario, key }) => `\n  ${formatLine(file, scenario.location)}  ${key}: ${scenario.name}`,
  );
  throw new ConfigurationError(
    `${formatCount(lost.length, 'key')} of the features ${lost.length === 1 ? 'names' : 'name'} no Test of ${projectKey} (deleted, moved, or of another issue type), so nothing was sent. Correct the tag, or remove it to create a Test:${lines.join('')}`,
  );
}

function createRefusedError(errors: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    `Xray has refused a part of the features (status 200 with errors); no file was changed. Correct the files and run the command again:${errors.map((error) => `\n  ${error}`).join('')}`,
  );
}

/** A scenario whose key the answer does not name was not imported, or became another Test. */
function checkComplete(scenarios: readonly FileScenario[], tests: readonly string[]): void {
  const lost = scenarios.filter(({ key }) => key !== undefined && !tests.includes(key));
  if (lost.length === 0) return;
  throw new ConfigurationError(
    `Xray has not updated ${lost.map(({ key }) => key).join(', ')}, although the features name them; no file was changed. Compare xray.prefixes.test of the profile with the prefixes in the settings of Xray.`,
  );
}

function checkAllFound(lost: readonly FileScenario[]): void {
  if (lost.length === 0) return;
  const lines = lost.map(({ file, scenario }) => `\n  ${formatLine(file, scenario.location)}  ${scenario.name}`);
  throw new ConfigurationError(
    `Xray has answered without a Test for ${formatCount(lost.length, 'scenario')}; no file was changed:${lines.join('')}`,
  );
}

function describeAmount(files: readonly FeatureFile[], scenarios: readonly FileScenario[]): string {
  return `${formatCount(scenarios.length, 'scenario')} of ${formatCount(files.length, 'file')}`;
}
