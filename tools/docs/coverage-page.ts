// docs/coverage.md: which scenarios stand for which requirement and which Jira issue, from the tags of the features.
import type { FeatureSet, ScenarioInFile } from '../project/feature-set';
import { code, page, table } from './markdown';

const roles = [
  { prefix: '@REQ_', role: 'requirement' },
  { prefix: '@covers:', role: 'check that was taken over' },
  { prefix: '@TEST_', role: 'Test in Xray' },
] as const;

interface Coverage {
  readonly key: string;
  readonly role: string;
  readonly scenario: ScenarioInFile;
}

export function coveragePage({ scenarios }: FeatureSet): string {
  const coverage = scenarios.flatMap(coverageOf);
  const groups = [...Map.groupBy(coverage, ({ key, role }) => `${key}\n${role}`).values()];
  return page('Coverage', 'the tags in `features/`', [
    'Which scenarios look at which Jira issue. The scenarios are the promise: read them for what is checked.',
    table(groups.toSorted(byKey), [
      { title: 'issue', cell: ([first]) => first?.key ?? '' },
      { title: 'as', cell: ([first]) => first?.role ?? '' },
      { title: 'scenarios', cell: (group) => group.map(({ scenario }) => link(scenario)).join('<br>') },
    ]),
    '## Scenarios',
    table(scenarios, [
      { title: 'scenario', cell: link },
      { title: 'feature', cell: ({ feature }) => feature.name },
      { title: 'name for good', cell: ({ scenario }) => code(tagsWith('@id:', [scenario]).join(' ')) },
      {
        title: 'needs',
        cell: ({ feature, scenario }) => tagsWith('@requires:', [feature, scenario]).map(code).join(' '),
      },
    ]),
  ]);
}

function coverageOf(located: ScenarioInFile): Coverage[] {
  return roles.flatMap(({ prefix, role }) =>
    tagsWith(prefix, [located.feature, located.scenario]).map((tag) => ({
      key: tag.slice(prefix.length),
      role,
      scenario: located,
    })),
  );
}

function tagsWith(
  prefix: string,
  tagged: readonly { readonly tags: readonly { readonly name: string }[] }[],
): string[] {
  return tagged.flatMap(({ tags }) => tags.map(({ name }) => name)).filter((name) => name.startsWith(prefix));
}

function link({ uri, scenario }: ScenarioInFile): string {
  return `[${scenario.name}](../${uri}#L${scenario.location.line})`;
}

function byKey(left: readonly Coverage[], right: readonly Coverage[]): number {
  return (left[0]?.key ?? '').localeCompare(right[0]?.key ?? '', 'en', { numeric: true });
}
