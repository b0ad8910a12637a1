// Every step matches exactly one step definition, and every step definition is used.
import type { PickleStep, SourceReference, StepDefinition } from '@cucumber/messages';
import { type FeatureSet, formatPosition, type ScenarioInFile } from '../../project/feature-set';
import type { Finding, Rule } from '../findings';

const undefinedStep: Rule = {
  one: 'undefined step',
  many: 'undefined steps',
  advice: 'use the words of a step definition, or write one',
};
const ambiguousStep: Rule = {
  one: 'ambiguous step',
  many: 'ambiguous steps',
  advice: 'change the step definitions so that only one matches',
};
const unusedDefinition: Rule = {
  one: 'unused step definition',
  many: 'unused step definitions',
  advice: 'remove it, or use it in a feature',
};
const unknownParameter: Rule = {
  one: 'unknown parameter type',
  many: 'unknown parameter types',
  advice: 'define it with defineParameterType',
};

/** Undefined, ambiguous and unused steps, and parameter types that are not defined. */
export function findStepProblems(set: FeatureSet): Finding[] {
  // Cucumber matches no step at all when one file cannot be parsed.
  if (set.parseErrors.length > 0) return [];
  const matched = matchSteps(set);
  const used = new Set(matched.flatMap(({ definitions }) => definitions));
  const unused = set.query.findAllStepDefinitions().filter((definition) => !used.has(definition));
  return [
    ...matched.filter(({ definitions }) => definitions.length === 0).map((step) => createFinding(undefinedStep, step)),
    ...matched.filter(({ definitions }) => definitions.length > 1).map((step) => createFinding(ambiguousStep, step)),
    ...unused.map((definition) => describeUnused(definition)),
    ...set.query
      .findAllUndefinedParameterTypes()
      .map(({ name, expression }) => ({ rule: unknownParameter, position: `{${name}}`, text: `in "${expression}"` })),
  ];
}

interface MatchedStep {
  readonly position: string;
  readonly text: string;
  readonly definitions: readonly StepDefinition[];
}

/** Each step of the features once, also where an outline runs it for many rows. */
function matchSteps({ scenarios, query }: FeatureSet): MatchedStep[] {
  const definitions = new Map<string, readonly StepDefinition[]>();
  for (const testStep of query.findAllTestSteps()) {
    if (testStep.pickleStepId) definitions.set(testStep.pickleStepId, query.findStepDefinitionsBy(testStep));
  }
  const steps = scenarios.flatMap((scenario) =>
    scenario.pickles.flatMap(({ steps }) => steps.map((step) => ({ scenario, step }))),
  );
  const matched = steps.map(({ scenario, step }) => describeStep(scenario, step, definitions.get(step.id) ?? []));
  return [...new Map(matched.map((step) => [`${step.position} ${step.definitions.length}`, step])).values()];
}

function describeStep(
  { uri, scenario }: ScenarioInFile,
  step: PickleStep,
  definitions: readonly StepDefinition[],
): MatchedStep {
  const source = scenario.steps.find(({ id }) => step.astNodeIds.includes(id));
  const keyword = source?.keyword.trim() ?? 'Given';
  return {
    position: formatPosition(uri, source?.location ?? scenario.location),
    text: `${keyword} ${step.text}`,
    definitions,
  };
}

function createFinding(rule: Rule, { position, text, definitions }: MatchedStep): Finding {
  const matches = definitions.map(({ sourceReference }) => formatDefinitionPosition(sourceReference));
  return { rule, position, text: matches.length === 0 ? text : `${text}  (matches ${matches.join(' and ')})` };
}

function describeUnused({ pattern, sourceReference }: StepDefinition): Finding {
  return { rule: unusedDefinition, position: formatDefinitionPosition(sourceReference), text: pattern.source };
}

function formatDefinitionPosition({ uri, location }: SourceReference): string {
  return `${uri ?? '(no file)'}:${location?.line ?? 0}`;
}
