// The catalogue of faults and the features agree.
import type { Fault } from '../../packages/focus-sandbox/src/catalogue/faults';
import type { Finding, Rule } from './findings';
import type { FeatureSet } from './gherkin/feature-set';

const catalogue = 'packages/focus-sandbox/src/catalogue/faults.ts';

const unknownScenario: Rule = {
  one: 'fault that names an unknown scenario',
  many: 'faults that name an unknown scenario',
  advice: 'use the @id: tag of a scenario',
};
const caughtByNobody: Rule = {
  one: 'fault that nobody has to catch',
  many: 'faults that nobody has to catch',
  advice: 'name the scenarios that must turn red',
};
const caughtThoughTolerated: Rule = {
  one: 'tolerated fault that a scenario has to catch',
  many: 'tolerated faults that a scenario has to catch',
  advice: 'it is the one or the other',
};
const duplicateFault: Rule = {
  one: 'fault name used twice',
  many: 'fault names used twice',
  advice: 'the command line could not tell them apart',
};

export function findFaultProblems(faults: readonly Fault[], { scenarios }: FeatureSet): Finding[] {
  const ids = new Set(scenarios.flatMap(({ scenario }) => scenario.tags.map(({ name }) => name)));
  const names = faults.map(({ name }) => name);
  return [
    ...faults.flatMap(({ name, caughtBy }) =>
      caughtBy.filter((id) => !ids.has(id)).map((id) => finding(unknownScenario, `${name}: ${id}`)),
    ),
    ...faults
      .filter(({ caughtBy, tolerated }) => caughtBy.length === 0 && tolerated !== true)
      .map(({ name }) => finding(caughtByNobody, name)),
    ...faults
      .filter(({ caughtBy, tolerated }) => caughtBy.length > 0 && tolerated === true)
      .map(({ name }) => finding(caughtThoughTolerated, name)),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => finding(duplicateFault, name)),
  ];
}

function finding(rule: Rule, text: string): Finding {
  return { rule, place: catalogue, text };
}
