// docs/coverage.md: which scenarios stand for which requirement and which Jira issue, from the tags of the features.
import type { FeatureSet, ScenarioInFile } from '../project/feature-set';
import { formatCode, renderPage, renderTable } from './markdown';

const roles = [
  { prefix: '@REQ_', role: 'requirement' },
  { prefix: '@covers:', role: 'covered issue' },
  { prefix: '@TEST_', role: 'Test in Xray' },
] as const;

interface Coverage {
  readonly key: string;
  readonly role: string;
  readonly scenario: ScenarioInFile;
}

export function renderCoveragePage({ scenarios }: FeatureSet): string {
  const coverage = scenarios.flatMap(listCoverage);
  const groups = [...Map.groupBy(coverage, ({ key, role }) => `${key}\n${role}`).values()];
  return renderPage('Coverage', 'the tags in `features/`', [
    'Which scenarios cover which Jira issue. Read the scenarios to see what exactly is checked.',
    renderTable(groups.toSorted(compareByKey), [
      { title: 'issue', cell: ([first]) => first?.key ?? '' },
      { title: 'as', cell: ([first]) => first?.role ?? '' },
      { title: 'scenarios', cell: (group) => group.map(({ scenario }) => linkScenario(scenario)).join('<br>') },
    ]),
    '## Scenarios',
    renderTable(scenarios, [
      { title: 'scenario', cell: linkScenario },
      { title: 'feature', cell: ({ feature }) => feature.name },
      { title: 'permanent name', cell: ({ scenario }) => formatCode(listTags('@id:', [scenario]).join(' ')) },
      {
        title: 'needs',
        cell: ({ feature, scenario }) => listTags('@requires:', [feature, scenario]).map(formatCode).join(' '),
      },
    ]),
  ]);
}

function listCoverage(located: ScenarioInFile): Coverage[] {
  return roles.flatMap(({ prefix, role }) =>
    listTags(prefix, [located.feature, located.scenario]).map((tag) => ({
      key: tag.slice(prefix.length),
      role,
      scenario: located,
    })),
  );
}

function listTags(
  prefix: string,
  tagged: readonly { readonly tags: readonly { readonly name: string }[] }[],
): string[] {
  return tagged.flatMap(({ tags }) => tags.map(({ name }) => name)).filter((name) => name.startsWith(prefix));
}

function linkScenario({ uri, scenario }: ScenarioInFile): string {
  return `[${scenario.name}](../${uri}#L${scenario.location.line})`;
}

function compareByKey(left: readonly Coverage[], right: readonly Coverage[]): number {
  return (left[0]?.key ?? '').localeCompare(right[0]?.key ?? '', 'en', { numeric: true });
}
