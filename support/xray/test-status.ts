// `npm run xray -- status`: each scenario beside its Test in Jira, with the last result per environment and what differs.
import type { TestIssue, TestResult, XrayClient } from './client/xray-client';
import type { FileScenario } from './features/feature-files';
import { readKey } from './features/key-tags';
import { formatIssue } from './issue-address';
import { readScenarios } from './tests-of-features';
import type { Prefixes, XraySettings } from './xray-settings';

export interface StatusOptions {
  readonly cwd: string;
  readonly settings: XraySettings;
  readonly print: (line: string) => void;
}

/** Prints the table. Resolves to the number of scenarios that differ from their Test. */
export async function printStatus(client: XrayClient, { cwd, settings, print }: StatusOptions): Promise<number> {
  const scenarios = readScenarios(cwd, settings);
  const tests = new Map((await client.listTests()).map((test) => [test.key, test]));
  const keyed = scenarios.flatMap(({ key = '' }) => tests.get(key) ?? []);
  const results = Map.groupBy(keyed.length === 0 ? [] : await client.listResults(keyed), ({ testKey }) => testKey);
  const rows = scenarios.map((scenario) => {
    const test = scenario.key === undefined ? undefined : tests.get(scenario.key);
    const drift = describeDrift(scenario, test, settings.prefixes);
    return {
      name: scenario.permanentName ?? scenario.scenario.name,
      key: scenario.key === undefined ? 'no key' : formatIssue(scenario.key, settings.jiraUrl),
      results: describeLatest(results.get(scenario.key ?? '') ?? []),
      drift,
    };
  });
  for (const line of formatColumns(rows.map((row) => [row.key, row.name, row.results, row.drift]))) print(line);
  const differing = rows.filter(({ drift }) => drift !== '').length;
  print(`${scenarios.length} scenarios, ${keyed.length} with a Test in ${settings.projectKey}, ${differing} differ.`);
  return differing;
}

/** What differs between the file and Jira; empty if nothing does. */
function describeDrift({ key, scenario, tags }: FileScenario, test: TestIssue | undefined, prefixes: Prefixes): string {
  if (key === undefined) return 'not in Jira: run `npm run xray -- features`';
  if (test === undefined) return 'no such Test in Jira: deleted, moved, or of another issue type';
  const wanted = tags.filter((tag) => !isKeyTag(tag, prefixes)).map((tag) => tag.slice(1));
  const labels = test.labels.filter((label) => !label.endsWith('.feature'));
  const missing = wanted.filter((label) => !labels.includes(label));
  const added = labels.filter((label) => !wanted.includes(label));
  return [
    test.summary === scenario.name ? [] : `renamed: in Jira "${test.summary}"`,
    missing.length === 0 ? [] : `label missing in Jira: ${missing.join(' ')}`,
    added.length === 0 ? [] : `label only in Jira: ${added.join(' ')}`,
  ]
    .flat()
    .join('; ');
}

function isKeyTag(tag: string, { test, testSet }: Prefixes): boolean {
  return [test, testSet].some((prefix) => readKey(tag, prefix) !== undefined);
}

/** The latest result per environment, such as `dev PASSED, staging FAILED`. */
function describeLatest(results: readonly TestResult[]): string {
  const groups = Map.groupBy(results, ({ environments }) => environments.join('+') || 'no environment');
  const latest = [...groups].map(([environment, members]) => {
    const [newest] = members.toSorted((a, b) => b.finishedOn.localeCompare(a.finishedOn));
    return `${environment} ${newest?.status ?? ''}`;
  });
  return latest.sort().join(', ') || 'no result';
}

function formatColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
