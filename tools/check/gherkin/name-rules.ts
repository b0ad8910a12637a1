// Names distinguish features, scenarios and rows of an outline in every report and in Jira.

import { type FeatureSet, formatPosition, type ScenarioInFile } from '../../project/feature-set';
import type { Finding, Rule } from '../findings';

/** The longest summary that Jira accepts. */
const maxNameLength = 255;

const duplicateFeature: Rule = {
  one: 'feature name used twice',
  many: 'feature names used twice',
  advice: 'reports would mix them up',
};
const duplicateScenario: Rule = {
  one: 'scenario name used twice',
  many: 'scenario names used twice',
  advice: 'Xray finds a Test by its name',
};
const sameRows: Rule = {
  one: 'outline whose rows have the same name',
  many: 'outlines whose rows have the same name',
  advice: 'put a <parameter> that differs from row to row into its name',
};
const emptyOutline: Rule = {
  one: 'outline without a row',
  many: 'outlines without a row',
  advice: 'nothing would be run',
};
const longName: Rule = {
  one: 'name that is too long',
  many: 'names that are too long',
  advice: `Jira accepts at most ${maxNameLength} characters`,
};

export function findNameProblems({ features, scenarios }: FeatureSet): Finding[] {
  return [
    ...findDuplicates(
      duplicateFeature,
      features.map(({ uri, feature }) => ({ name: feature.name, position: formatPosition(uri, feature.location) })),
    ),
    ...findDuplicates(
      duplicateScenario,
      scenarios.map(({ uri, scenario }) => ({ name: scenario.name, position: formatPosition(uri, scenario.location) })),
    ),
    ...scenarios.filter(({ pickles }) => pickles.length === 0).map((scenario) => createFinding(emptyOutline, scenario)),
    ...scenarios.flatMap(findRowsWithOneName),
    ...scenarios.flatMap(findTooLong),
  ];
}

function findDuplicates(rule: Rule, named: readonly { name: string; position: string }[]): Finding[] {
  const groups = [...Map.groupBy(named, ({ name }) => name)];
  return groups
    .filter(([, members]) => members.length > 1)
    .map(([name, members]) => ({
      rule,
      position: members[0]?.position ?? '',
      text: `${name} (${listOtherPositions(members)})`,
    }));
}

function listOtherPositions(members: readonly { position: string }[]): string {
  return `also ${members
    .slice(1)
    .map(({ position }) => position)
    .join(', ')}`;
}

function findRowsWithOneName(located: ScenarioInFile): Finding[] {
  const names = located.pickles.map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => createFinding(sameRows, located, `${name} (${count(names, name)} rows)`));
}

function findTooLong(located: ScenarioInFile): Finding[] {
  const names = [located.scenario.name, ...located.pickles.map(({ name }) => name)];
  const longest = names.reduce((left, right) => (right.length > left.length ? right : left));
  if (longest.length <= maxNameLength) return [];
  return [createFinding(longName, located, `${longest.length} characters: ${longest.slice(0, 60)}…`)];
}

function count(names: readonly string[], name: string): number {
  return names.filter((other) => other === name).length;
}

function createFinding(rule: Rule, { uri, scenario }: ScenarioInFile, text = scenario.name): Finding {
  return { rule, position: formatPosition(uri, scenario.location), text };
}
