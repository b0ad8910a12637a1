// The known gaps of the profiles and the features agree: a gap of a scenario that does not exist would silently excuse nothing.
import { listProfileNames, loadProfile, type NamedProfile } from '../../support/environment';
import type { FeatureSet } from '../project/feature-set';
import type { Finding, Rule } from './findings';

const unknownScenario: Rule = {
  one: 'known gap that names an unknown scenario',
  many: 'known gaps that name an unknown scenario',
  advice: 'use the @id: tag of a scenario',
};

/** The profiles that come with the suite. */
export function ownProfiles(): NamedProfile[] {
  return listProfileNames().map((name) => loadProfile({ FOCUS_ENV: name }));
}

export function findKnownGapProblems(
  profiles: readonly Pick<NamedProfile, 'file' | 'knownGaps'>[],
  { scenarios }: FeatureSet,
): Finding[] {
  const ids = new Set(scenarios.flatMap(({ scenario }) => scenario.tags.map(({ name }) => name)));
  return profiles.flatMap(({ file, knownGaps }) =>
    knownGaps
      .filter(({ scenario }) => !ids.has(scenario))
      .map(({ key, scenario }) => ({ rule: unknownScenario, position: file, text: `${key}: ${scenario}` })),
  );
}
