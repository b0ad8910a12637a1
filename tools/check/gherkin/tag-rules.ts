// Tags that Xray understands correctly, each on an element that may have it.
import type { Tag } from '@cucumber/messages';
import {
  type FeatureInFile,
  type FeatureSet,
  formatPosition,
  listRules,
  type ScenarioInFile,
} from '../../project/feature-set';
import type { Finding, Rule } from '../findings';
import { type KeyPrefixes, type KnownTag, listKnownTags, matchKey, type TaggedElement } from './known-tags';

const unknownTag: Rule = {
  one: 'unknown tag',
  many: 'unknown tags',
  advice: 'use a tag from tools/check/gherkin/known-tags.ts, or add it there with its meaning',
};
const misplacedTag: Rule = {
  one: 'misplaced tag',
  many: 'misplaced tags',
  advice: 'Xray would interpret it differently',
};
const missingRequirement: Rule = {
  one: 'feature without a requirement',
  many: 'features without a requirement',
  advice: 'tag it with the key of the epic, such as @REQ_PZ-13756',
};
const badIdentity: Rule = {
  one: 'scenario without exactly one permanent name',
  many: 'scenarios without exactly one permanent name',
  advice: 'give it one @id: tag that no other scenario has',
};
const severalTests: Rule = {
  one: 'scenario with several Tests',
  many: 'scenarios with several Tests',
  advice: 'Xray reads the key of only one Test',
};
const unknownCapability: Rule = {
  one: 'unknown capability',
  many: 'unknown capabilities',
  advice: 'use a capability from the profile schema',
};

/**
 * @param capabilities the values that a `@requires:` tag may have
 * @param prefixes of the keys in tags, as this Xray reads them
 */
export function findTagProblems(
  { features, scenarios }: FeatureSet,
  capabilities: readonly string[],
  prefixes: KeyPrefixes,
): Finding[] {
  const tags = [...features.flatMap(listTagsAroundScenarios), ...scenarios.flatMap(listScenarioTags)];
  const knownTags = listKnownTags(prefixes);
  return [
    ...tags.flatMap((placed) => findMisuse(placed, knownTags)),
    ...features
      .filter(({ feature }) => !feature.tags.some(({ name }) => matchKey(prefixes.requirement).test(name)))
      .map(createLackingRequirement),
    ...scenarios.flatMap((scenario) => findSeveralTests(scenario, prefixes)),
    ...findIdentityProblems(scenarios),
    ...tags.flatMap((placed) => findCapabilityProblems(placed, capabilities)),
  ];
}

interface PlacedTag {
  readonly uri: string;
  readonly tag: Tag;
  readonly on: TaggedElement;
}

function listTagsAroundScenarios({ uri, feature }: FeatureInFile): PlacedTag[] {
  return [
    ...feature.tags.map((tag) => ({ uri, tag, on: 'Feature' as const })),
    ...listRules(feature).flatMap(({ tags }) => tags.map((tag) => ({ uri, tag, on: 'Rule' as const }))),
  ];
}

function listScenarioTags({ uri, scenario }: ScenarioInFile): PlacedTag[] {
  return [
    ...scenario.tags.map((tag) => ({ uri, tag, on: 'Scenario' as const })),
    ...scenario.examples.flatMap(({ tags }) => tags.map((tag) => ({ uri, tag, on: 'Examples' as const }))),
  ];
}

function findMisuse({ uri, tag, on }: PlacedTag, knownTags: readonly KnownTag[]): Finding[] {
  const known = knownTags.find(({ pattern }) => pattern.test(tag.name));
  const position = formatPosition(uri, tag.location);
  if (known === undefined) return [{ rule: unknownTag, position, text: tag.name }];
  if (known.elements.includes(on)) return [];
  return [{ rule: misplacedTag, position, text: `${tag.name} on ${on}: it belongs on ${known.elements.join(' or ')}` }];
}

function createLackingRequirement({ uri, feature }: FeatureInFile): Finding {
  return { rule: missingRequirement, position: formatPosition(uri, feature.location), text: feature.name };
}

function findSeveralTests({ uri, scenario }: ScenarioInFile, { test }: KeyPrefixes): Finding[] {
  const tests = scenario.tags.map(({ name }) => name).filter((name) => matchKey(test).test(name));
  if (tests.length < 2) return [];
  return [
    {
      rule: severalTests,
      position: formatPosition(uri, scenario.location),
      text: `${scenario.name}: ${tests.join(', ')}`,
    },
  ];
}

function findIdentityProblems(scenarios: readonly ScenarioInFile[]): Finding[] {
  const firstPosition = new Map<string, string>();
  return scenarios.flatMap(({ uri, scenario }) => {
    const position = formatPosition(uri, scenario.location);
    const ids = scenario.tags.map(({ name }) => name).filter((name) => name.startsWith('@id:'));
    const [id] = ids;
    if (id === undefined || ids.length > 1) {
      return [{ rule: badIdentity, position, text: `${scenario.name}: ${ids.join(', ') || 'none'}` }];
    }
    const taken = firstPosition.get(id);
    if (taken !== undefined)
      return [{ rule: badIdentity, position, text: `${scenario.name}: ${id} is taken (${taken})` }];
    firstPosition.set(id, position);
    return [];
  });
}

function findCapabilityProblems({ uri, tag }: PlacedTag, capabilities: readonly string[]): Finding[] {
  const wanted = /^@requires:([a-zA-Z]+)$/.exec(tag.name)?.[1];
  if (wanted === undefined || capabilities.includes(wanted)) return [];
  const text = `${tag.name}: the schema knows ${capabilities.join(', ')}`;
  return [{ rule: unknownCapability, position: formatPosition(uri, tag.location), text }];
}
