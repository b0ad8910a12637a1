// The features and step definitions of a dry run, in the form that the rules read.
import type {
  Envelope,
  Feature,
  GherkinDocument,
  Location,
  ParseError,
  Pickle,
  Rule,
  Scenario,
} from '@cucumber/messages';
import { Query } from '@cucumber/query';

export interface FeatureInFile {
  readonly uri: string;
  readonly feature: Feature;
}

export interface ScenarioInFile extends FeatureInFile {
  readonly scenario: Scenario;
  /** The name of each row of an outline, or of the scenario itself, as reports show it. */
  readonly pickles: readonly Pickle[];
}

export interface FeatureSet {
  readonly features: readonly FeatureInFile[];
  readonly scenarios: readonly ScenarioInFile[];
  readonly parseErrors: readonly ParseError[];
  /** Finds the step definitions that match a step; none matches when the messages come only from a parser. */
  readonly query: Query;
}

/** Collects the messages of a dry run, or of a parser. */
export function createFeatureSet(envelopes: readonly Envelope[]): FeatureSet {
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const features = envelopes.flatMap(({ gherkinDocument }) => listFeature(gherkinDocument));
  const pickles = Map.groupBy(query.findAllPickles(), ({ astNodeIds }) => astNodeIds[0]);
  const scenarios = features.flatMap(({ uri, feature }) =>
    listScenarios(feature).map((scenario) => ({ uri, feature, scenario, pickles: pickles.get(scenario.id) ?? [] })),
  );
  return { features, scenarios, parseErrors: envelopes.flatMap(({ parseError }) => parseError ?? []), query };
}

/** The rules of a feature. */
export function listRules(feature: Feature): Rule[] {
  return feature.children.flatMap(({ rule }) => rule ?? []);
}

/** `file:line`, as editors and terminals make a link of it. */
export function formatPosition(uri: string, location: Location): string {
  return `${uri}:${location.line}`;
}

function listFeature(document: GherkinDocument | undefined): FeatureInFile[] {
  return document?.feature ? [{ uri: document.uri ?? '(no file)', feature: document.feature }] : [];
}

function listScenarios(feature: Feature): Scenario[] {
  const children = [...feature.children, ...listRules(feature).flatMap((rule) => rule.children)];
  return children.flatMap(({ scenario }) => scenario ?? []);
}
