// Gherkin that Xray imports correctly, and scenarios that can fail.

import {
  type FeatureInFile,
  type FeatureSet,
  formatPosition,
  listRules,
  type ScenarioInFile,
} from '../../project/feature-set';
import type { Finding, Rule } from '../findings';

const syntaxError: Rule = { one: 'syntax error', many: 'syntax errors', advice: 'the file is not valid Gherkin' };
const ruleKeyword: Rule = {
  one: 'Rule',
  many: 'Rules',
  advice: 'Xray does not import it; write a separate feature',
};
const background: Rule = {
  one: 'Background',
  many: 'Backgrounds',
  advice: 'Xray creates a Precondition issue from each; repeat the step in the scenarios',
};
const emptyFeature: Rule = {
  one: 'feature without a scenario',
  many: 'features without a scenario',
  advice: 'nothing is promised',
};
const promisesNothing: Rule = {
  one: 'scenario without a Then',
  many: 'scenarios without a Then',
  advice: 'without an outcome nothing can fail',
};

export function findStructureProblems({ features, scenarios, parseErrors }: FeatureSet): Finding[] {
  return [
    ...parseErrors.map(({ source, message }) => ({
      rule: syntaxError,
      position: formatPosition(source.uri ?? '(no file)', source.location ?? { line: 1 }),
      text: message.replace(/^\(\d+:\d+\): /, ''),
    })),
    ...features.flatMap(({ uri, feature }) =>
      listRules(feature).map(({ name, location }) => ({
        rule: ruleKeyword,
        position: formatPosition(uri, location),
        text: name,
      })),
    ),
    ...features.flatMap(findBackgrounds),
    ...features
      .filter(({ feature }) => !scenarios.some((scenario) => scenario.feature === feature))
      .map(({ uri, feature }) => ({
        rule: emptyFeature,
        position: formatPosition(uri, feature.location),
        text: feature.name,
      })),
    ...scenarios.filter(hasNoOutcome).map(({ uri, scenario }) => ({
      rule: promisesNothing,
      position: formatPosition(uri, scenario.location),
      text: scenario.name,
    })),
  ];
}

function findBackgrounds({ uri, feature }: FeatureInFile): Finding[] {
  const children = [...feature.children, ...listRules(feature).flatMap((rule) => rule.children)];
  return children
    .flatMap((child) => child.background ?? [])
    .map(({ name, location }) => ({
      rule: background,
      position: formatPosition(uri, location),
      text: name || '(no name)',
    }));
}

function hasNoOutcome({ scenario }: ScenarioInFile): boolean {
  return !scenario.steps.some(({ keywordType }) => keywordType === 'Outcome');
}
