// How Xray finds the Test of a scenario, by the rules that its documentation gives for Cloud and for Data Center.
import { generateMessages } from '@cucumber/gherkin';
import { type GherkinDocument, IdGenerator, type Scenario, SourceMediaType } from '@cucumber/messages';
import { strFromU8, unzipSync } from 'fflate';
import type { FakeIssue, FakeStore } from './store';

export interface ImportRequest {
  readonly store: FakeStore;
  readonly flavour: 'cloud' | 'datacenter';
  /** The prefix of a Test in the settings of this instance. */
  readonly prefix: string;
  readonly source: string;
}

export interface ImportResult {
  readonly tests: FakeIssue[];
  readonly preconditions: FakeIssue[];
  readonly errors: string[];
}

/** @param content a zip archive, or one feature file */
export function importFeatureFiles(content: Buffer, filename: string, request: ImportRequest): ImportResult {
  const files = filename.endsWith('.zip')
    ? Object.entries(unzipSync(content)).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
    : [[filename, content.toString('utf8')] as const];
  const result: ImportResult = { tests: [], preconditions: [], errors: [] };
  for (const [file, text] of files.filter(([name]) => name.endsWith('.feature')))
    importFile(file, text, request, result);
  return result;
}

function importFile(file: string, text: string, request: ImportRequest, result: ImportResult): void {
  const newId = IdGenerator.incrementing();
  const options = { includeSource: false, includeGherkinDocument: true, includePickles: false, newId };
  const envelopes = [...generateMessages(text, file, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, options)];
  const failed = envelopes.some(({ parseError }) => parseError !== undefined);
  const feature = envelopes.flatMap(({ gherkinDocument }) => gherkinDocument ?? [])[0]?.feature;
  if (failed || feature === undefined) {
    result.errors.push(`Error in file ${file}: it cannot be parsed`);
    return;
  }
  for (const child of feature.children) {
    if (child.rule) result.errors.push(`Error in file ${file}: Rule is not supported`);
    if (child.background) importBackground(child.background.name || feature.name, request, result);
    if (child.scenario) importScenario({ file, text, feature, scenario: child.scenario }, request, result);
  }
}

function importBackground(summary: string, { store }: ImportRequest, { preconditions }: ImportResult): void {
  const known = store.listType('Precondition').find((issue) => issue.summary === summary);
  preconditions.push(known ?? store.create('Precondition', summary));
}

interface ImportedScenario {
  readonly file: string;
  readonly text: string;
  readonly feature: NonNullable<GherkinDocument['feature']>;
  readonly scenario: Scenario;
}

function importScenario(imported: ImportedScenario, request: ImportRequest, { tests, errors }: ImportResult): void {
  const { file, scenario, feature, text } = imported;
  const { store, flavour, prefix, source } = request;
  const tags = scenario.tags.map(({ name }) => name.slice(1));
  const key = tags.map((tag) => readKey(tag, prefix)).find((found) => found !== undefined);
  const labels = tags.filter((tag) => readKey(tag, prefix) === undefined);
  const origin = `[${source}]${file}`;
  const named = key === undefined ? undefined : store.find(key);
  if (key !== undefined && named?.type !== 'Test') {
    errors.push(
      flavour === 'cloud'
        ? `Error in file ${file}: Test with key ${key} was not found!`
        : `Test with key ${key} was not found!`,
    );
    return;
  }
  const found =
    named ??
    (flavour === 'cloud' ? findOnCloud : findOnDatacenter)(store, { file, origin, labels, summary: scenario.name });
  const test = found ?? store.create('Test', scenario.name);
  test.summary = scenario.name;
  const pathLabels = flavour === 'cloud' ? [] : [...test.labels.filter((label) => label.endsWith('.feature')), file];
  test.labels = [...new Set([...labels, ...pathLabels])];
  test.origin = origin;
  test.gherkin = cutScenario(text, scenario);
  test.requirements = feature.tags.flatMap(({ name }) => readKey(name.slice(1), 'REQ_') ?? []);
  tests.push(test);
}

interface Wanted {
  readonly file: string;
  readonly origin: string;
  readonly labels: readonly string[];
  readonly summary: string;
}

function findOnCloud(store: FakeStore, { origin, labels, summary }: Wanted): FakeIssue | undefined {
  const tests = store.listType('Test');
  const id = labels.find((label) => label.startsWith('id:'));
  const ofFile = tests.filter((test) => test.origin === origin);
  return (
    ofFile.find((test) => id !== undefined && test.labels.includes(id)) ??
    ofFile.find((test) => test.summary === summary) ??
    tests.find((test) => test.summary === summary)
  );
}

function findOnDatacenter(store: FakeStore, { file, labels, summary }: Wanted): FakeIssue | undefined {
  const id = labels.find((label) => label.startsWith('id:'));
  const tests = store
    .listType('Test')
    .filter((test) => !test.labels.some((label) => label.endsWith('.feature') && label !== file));
  const ofFile = tests.filter((test) => test.labels.includes(file));
  return (
    ofFile.find((test) => id !== undefined && test.labels.includes(id)) ??
    ofFile.find((test) => test.summary === summary) ??
    tests.find((test) => test.summary === summary)
  );
}

/** The lines of a scenario without its tags. */
function cutScenario(text: string, { location, steps, examples }: Scenario): string {
  const rows = examples
    .flatMap(({ tableHeader, tableBody }) => [tableHeader, ...tableBody])
    .map((row) => row?.location.line ?? 0);
  const last = Math.max(location.line, ...steps.map((step) => step.location.line), ...rows);
  return text
    .split(/\r?\n/)
    .slice(location.line - 1, last)
    .map((line) => line.trim())
    .join('\n');
}

export function readKey(tag: string, prefix: string): string | undefined {
  const rest = tag.startsWith(prefix) ? tag.slice(prefix.length) : '';
  return /^[A-Z][A-Z0-9_]+-\d+$/.test(rest) ? rest : undefined;
}
