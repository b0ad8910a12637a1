// docs/faults.md: every fault of the sandbox, and the scenarios that must catch it.
import type { FaultKind } from 'focus-sandbox/catalogue';
import { type CataloguedFault, findId, readCatalogue } from '../faults/catalogue';
import type { FeatureSet, ScenarioInFile } from '../project/feature-set';
import { formatCode, renderPage, renderTable } from './markdown';

const sections: Readonly<Record<FaultKind, string>> = {
  answer: 'Wrong answers of the server',
  object: 'Wrong objects in the cluster',
  program: 'Programs that misbehave',
  network: 'Between the server, its callers and its jobs',
  node: 'The nodes of the cluster',
  controller: 'The controllers of the cluster',
};

export function renderFaultsPage(features: FeatureSet): string {
  const faults = readCatalogue(features);
  const random = faults.filter(isTolerated);
  return renderPage('Faults', '`packages/focus-sandbox/src/faults/` and the features', [
    'A fault is a way in which a Focus Server or its cluster could fail. When the sandbox runs with a fault, at least one scenario must turn red. Random faults are different: every environment has them, and a healthy server must be accepted despite them. The suite itself does not know which fault is active.',
    '```sh\nSANDBOX_FAULTS=no-job-created npm run acceptance\nnpm run sandbox -- --fault no-job-created\n```',
    ...Object.entries(sections).flatMap(([kind, title]) => [
      `## ${title}`,
      renderFaultTable(
        faults.filter((fault) => fault.kind === kind && !isTolerated(fault)),
        features.scenarios,
      ),
    ]),
    '## Random faults',
    renderTable(random, nameAndEffect),
  ]);
}

const nameAndEffect = [
  { title: 'fault', cell: ({ name }: CataloguedFault) => formatCode(name) },
  { title: 'what it does', cell: ({ does }: CataloguedFault) => does },
];

function renderFaultTable(faults: readonly CataloguedFault[], scenarios: readonly ScenarioInFile[]): string {
  const link = (id: string) => linkTo(id, scenarios);
  return renderTable(faults, [
    ...nameAndEffect,
    { title: 'requirements', cell: (fault) => listFolders(fault, scenarios).join(', ') },
    { title: 'caught by', cell: ({ caughtBy }) => caughtBy.map(link).join('<br>') },
  ]);
}

function listFolders({ caughtBy }: CataloguedFault, scenarios: readonly ScenarioInFile[]): string[] {
  const caught = scenarios.filter((scenario) => caughtBy.includes(findId(scenario) ?? ''));
  return [...new Set(caught.map(({ uri }) => uri.split('/')[1] ?? ''))];
}

function linkTo(id: string, scenarios: readonly ScenarioInFile[]): string {
  const found = scenarios.find((scenario) => findId(scenario) === id);
  if (found === undefined) return formatCode(id);
  return `[${found.scenario.name}](../${found.uri}#L${found.scenario.location.line})`;
}

function isTolerated({ tolerated }: CataloguedFault): boolean {
  return tolerated === true;
}
