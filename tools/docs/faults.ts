// docs/faults.md: every way in which the sandbox can misbehave, and the scenarios that must notice, from the catalogue.
import { type Fault, faults } from '../../packages/focus-sandbox/src/catalogue/faults';
import type { FeatureSet, ScenarioInFile } from '../check/gherkin/feature-set';
import { code, page, table } from './markdown';

export function faultsPage({ scenarios }: FeatureSet): string {
  const folders = [...Map.groupBy(faults, ({ features }) => features.join(', '))];
  return page('Faults', '`packages/focus-sandbox/src/catalogue/`', [
    'Each fault is a way in which a Focus Server or its cluster could fail. The sandbox can be made to show it; at least one scenario must then turn red. Troubles by chance are another sort: with those a healthy server must still be accepted. The suite itself does not know which fault is on.',
    '```sh\nSANDBOX_FAULTS=no-job-created npm run acceptance\nnpm run sandbox -- --fault no-job-created\n```',
    ...folders.flatMap(([folder, members]) => [`## ${folder}`, faultTable(members, scenarios)]),
  ]);
}

function faultTable(members: readonly Fault[], scenarios: readonly ScenarioInFile[]): string {
  return table(members, [
    { title: 'fault', cell: ({ name }) => code(name) },
    { title: 'layer', cell: ({ layer }) => layer },
    { title: 'what it does', cell: ({ does }) => does },
    { title: 'caught by', cell: (fault) => whoCatches(fault, scenarios) },
  ]);
}

function whoCatches({ caughtBy, tolerated }: Fault, scenarios: readonly ScenarioInFile[]): string {
  return tolerated === true ? 'nobody: it is tolerated' : caughtBy.map((id) => linkTo(id, scenarios)).join('<br>');
}

function linkTo(id: string, scenarios: readonly ScenarioInFile[]): string {
  const found = scenarios.find(({ scenario }) => scenario.tags.some(({ name }) => name === id));
  if (found === undefined) return code(id);
  return `[${found.scenario.name}](../${found.uri}#L${found.scenario.location.line})`;
}
