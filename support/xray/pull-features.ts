// `npm run xray -- pull`: shows what people have changed in the scenarios in Jira, and takes it into the files on request.
import { createTwoFilesPatch } from 'diff';
import { ConfigurationError } from '../common/errors';
import { formatCount } from '../common/wording';
import type { XrayClient } from './client/xray-client';
import { exportScenarios, hasKey } from './features/created-tests';
import type { FeatureFile, FileScenario } from './features/feature-files';
import { writeChangedFiles } from './features/write-back';
import { findTestsOf, readScenarios } from './tests-of-features';
import type { XraySettings } from './xray-settings';

export interface PullOptions {
  readonly cwd: string;
  readonly settings: XraySettings;
  /** Whether the files are changed. */
  readonly write: boolean;
  readonly print: (line: string) => void;
}

interface Change {
  readonly scenario: FileScenario;
  /** The lines of the scenario in Jira, without indentation. */
  readonly lines: readonly string[];
}

/** Compares names, steps and examples. Resolves to the number of scenarios that differ. @throws ConfigurationError, EnvironmentError */
export async function pullFeatures(client: XrayClient, { cwd, settings, write, print }: PullOptions): Promise<number> {
  const scenarios = readScenarios(cwd, settings).filter(({ key }) => key !== undefined);
  if (scenarios.length === 0)
    throw new ConfigurationError(
      'No scenario has the key of a Test, so there is nothing to compare: run `npm run xray -- features` first.',
    );
  const tests = await findTestsOf(client, scenarios, settings.projectKey);
  const exported = await exportScenarios(
    client,
    tests.map(({ key }) => key),
    settings.prefixes,
  );
  const changes = scenarios.flatMap((scenario) => {
    const test = exported.find((each) => hasKey(each, scenario.key ?? ''));
    if (test === undefined) return [];
    const lines = readLines(test);
    return lines.join('\n') === readLines(scenario).join('\n') ? [] : [{ scenario, lines }];
  });
  for (const change of changes) print(renderPatch(change));
  if (write) {
    const files = [...Map.groupBy(changes, ({ scenario }) => scenario.file)];
    writeChangedFiles(
      cwd,
      files.map(([file, members]) => ({ file: file.file, text: applyChanges(file, members) })),
    );
  }
  if (changes.length === 0) print(`${formatCount(scenarios.length, 'scenario')} as in Jira.`);
  else if (write) print(`Took ${formatCount(changes.length, 'scenario')} from Jira into the files.`);
  else
    print(
      `${formatCount(changes.length, 'scenario differs', 'scenarios differ')} from Jira; --write takes them into the files.`,
    );
  return changes.length;
}

function renderPatch({ scenario, lines }: Change): string {
  const before = `${readLines(scenario).join('\n')}\n`;
  const { file, key } = scenario;
  return createTwoFilesPatch(file.file, `${key} in Jira`, before, `${lines.join('\n')}\n`, '', '', {
    context: 2,
  }).trimEnd();
}

/** The lines from the keyword to the last step or row, without indentation and without differences in the space of tables. */
function readLines(scenario: FileScenario): string[] {
  const { first, last } = findRange(scenario);
  return splitLines(scenario.file.text)
    .slice(first - 1, last)
    .map((line) => normalizeRow(line.trim()))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function normalizeRow(line: string): string {
  return line.startsWith('|') ? line.replaceAll(/\s*\|\s*/g, ' | ').trim() : line;
}

function findRange({ scenario, file }: FileScenario): { first: number; last: number } {
  const following = listLines(file).filter((line) => line > scenario.location.line);
  return { first: scenario.location.line, last: Math.min(...following, splitLines(file.text).length + 1) - 1 };
}

/** The lines on which a scenario, its tags or the comment above it begin. */
function listLines({ feature, text }: FeatureFile): number[] {
  const lines = splitLines(text);
  return feature.children.flatMap(({ scenario }) => {
    if (scenario === undefined) return [];
    let line = Math.min(scenario.location.line, ...scenario.tags.map(({ location }) => location.line));
    while (line > 1 && /^\s*#/.test(lines[line - 2] ?? '')) line -= 1;
    return [line];
  });
}

function applyChanges(file: FeatureFile, changes: readonly Change[]): string {
  const end = file.text.includes('\r\n') ? '\r\n' : '\n';
  const lines = splitLines(file.text);
  const sorted = changes.toSorted((a, b) => b.scenario.scenario.location.line - a.scenario.scenario.location.line);
  for (const { scenario, lines: wanted } of sorted) {
    const { first, last } = findRange(scenario);
    const isLast = last >= lines.length;
    lines.splice(
      first - 1,
      last - first + 1,
      ...indent(wanted, lines[first - 1] ?? ''),
      ...(isLast && lines.at(-1) !== '' ? [] : ['']),
    );
  }
  return lines.join(end);
}

/** In the manner of the file: steps and `Examples` two spaces deeper than the scenario, rows four. */
function indent(lines: readonly string[], keywordLine: string): string[] {
  const [own = ''] = /^\s*/.exec(keywordLine) ?? [];
  return lines.flatMap((line, index) => {
    if (index === 0) return [`${own}${line}`];
    if (line.startsWith('|')) return [`${own}    ${line}`];
    return /^(Examples|Scenarios):/.test(line) ? ['', `${own}  ${line}`] : [`${own}  ${line}`];
  });
}

function splitLines(text: string): string[] {
  return text.split(/\r?\n/);
}
