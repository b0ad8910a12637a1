// What Xray would misread in feature files: tags on the wrong element, two keys, another prefix, Rule and Background.
import type { Tag } from '@cucumber/messages';
import type { Prefixes } from '../xray-settings';
import {
  type FeatureFile,
  type FileScenario,
  formatLine,
  listBackgrounds,
  listFeatureRules,
  listFileScenarios,
} from './feature-files';
import { findKeyLikeEnd, readKey } from './key-tags';

export interface Misreading {
  readonly rule: keyof typeof misreadings;
  /** `file:line`. */
  readonly position: string;
  readonly text: string;
}

/** What is wrong, and what Xray would do. */
export const misreadings = {
  rule: {
    one: 'Rule',
    many: 'Rules',
    advice: 'no source states that Xray imports it; write a separate feature',
  },
  background: {
    one: 'Background',
    many: 'Backgrounds',
    advice: 'Xray creates a Precondition issue from it; repeat the step in the scenarios',
  },
  severalTests: {
    one: 'scenario with several Tests',
    many: 'scenarios with several Tests',
    advice: 'Xray updates only one of them',
  },
  misplacedTest: {
    one: 'key of a Test on another element than a scenario',
    many: 'keys of Tests on other elements than a scenario',
    advice: 'every scenario below would be this Test',
  },
  sharedTest: {
    one: 'key of one Test on two scenarios',
    many: 'keys of one Test on two scenarios',
    advice: 'each import would overwrite the other scenario',
  },
  otherPrefix: {
    one: 'key with another prefix',
    many: 'keys with another prefix',
    advice: 'Xray takes it for a label, and creates a second Test',
  },
  otherProject: {
    one: 'key of a Test in another project',
    many: 'keys of Tests in another project',
    advice: 'correct the key or xray.projectKey of the profile, or remove the key to create a Test',
  },
  requirementOfScenario: {
    one: 'requirement on a scenario',
    many: 'requirements on scenarios',
    advice: 'Xray links the requirements of a feature',
  },
  fileLabel: {
    one: 'tag that ends with .feature',
    many: 'tags that end with .feature',
    advice: 'Xray keeps such labels for the path of a file',
  },
  permanentName: {
    one: 'scenario without exactly one tag @id: of its own',
    many: 'scenarios without exactly one tag @id: of their own',
    advice: 'without a key Xray could not find its Test again',
  },
  longLabel: {
    one: 'tag of more than 255 characters',
    many: 'tags of more than 255 characters',
    advice: 'Jira does not accept it as a label',
  },
} as const;

interface Instance {
  readonly prefixes: Prefixes;
  /** Undefined when the project is not known. */
  readonly projectKey: string | undefined;
}

/** In the order of files and lines of each rule. */
export function findMisreadings(files: readonly FeatureFile[], instance: Instance): Misreading[] {
  const scenarios = listFileScenarios(files, instance.prefixes);
  return [
    ...files.flatMap(findUnsupported),
    ...files.flatMap((file) => findOnOtherElements(file, instance.prefixes)),
    ...scenarios.flatMap((scenario) => findSeveralTests(scenario, instance.prefixes)),
    ...findShared(scenarios),
    ...files.flatMap((file) => listTags(file).flatMap((tag) => findWrongTag(file, tag, instance))),
    ...scenarios.flatMap((scenario) => findOnScenario(scenario, instance)),
    ...findIdentityProblems(scenarios),
  ];
}

function findUnsupported(file: FeatureFile): Misreading[] {
  return [
    ...listFeatureRules(file.feature).map(({ name, location }) => create('rule', file, { location, text: name })),
    ...listBackgrounds(file.feature).map(({ name, location }) =>
      create('background', file, { location, text: name || '(no name)' }),
    ),
  ];
}

/** A key on a feature, a rule or a table of examples is inherited by each scenario in it. */
function findOnOtherElements(file: FeatureFile, { test }: Prefixes): Misreading[] {
  const examples = listFileScenarios([file], { test }).flatMap(({ scenario }) => scenario.examples);
  const tags = [file.feature, ...listFeatureRules(file.feature), ...examples].flatMap((element) => element.tags);
  return tags
    .filter(({ name }) => readKey(name, test) !== undefined)
    .map((tag) => createForTag('misplacedTest', file, tag));
}

function findSeveralTests({ file, scenario, tags }: FileScenario, { test }: Prefixes): Misreading[] {
  const found = tags.filter((tag) => readKey(tag, test) !== undefined);
  if (found.length < 2) return [];
  return [create('severalTests', file, { location: scenario.location, text: `${scenario.name}: ${found.join(', ')}` })];
}

function findShared(scenarios: readonly FileScenario[]): Misreading[] {
  const groups = [
    ...Map.groupBy(
      scenarios.filter(({ key }) => key !== undefined),
      ({ key }) => key,
    ),
  ];
  return groups
    .filter(([, members]) => members.length > 1)
    .flatMap(([key, [first, ...others]]) =>
      others.map(({ file, scenario }) =>
        create('sharedTest', file, {
          location: scenario.location,
          text: `${scenario.name}: ${key} is also that of "${first?.scenario.name}"`,
        }),
      ),
    );
}

function findWrongTag(file: FeatureFile, tag: Tag, { prefixes, projectKey }: Instance): Misreading[] {
  if (/\.feature$/.test(tag.name)) return [createForTag('fileLabel', file, tag)];
  if (tag.name.length > 256)
    return [create('longLabel', file, { location: tag.location, text: `${tag.name.slice(0, 40)}…` })];
  if (ownTags.test(tag.name) || Object.values(prefixes).some((prefix) => readKey(tag.name, prefix) !== undefined))
    return [];
  const end = findKeyLikeEnd(tag.name);
  const isKey = projectKey === undefined ? end === end?.toUpperCase() : end?.toUpperCase().startsWith(`${projectKey}-`);
  if (end === undefined || isKey !== true) return [];
  return [
    create('otherPrefix', file, {
      location: tag.location,
      text: `${tag.name}: the prefix of a Test is "${prefixes.test}"`,
    }),
  ];
}

/** The suite's own tags, such as @covers:PZ-1, are meant to be labels. */
const ownTags = /^@(covers|id|requires):/;

function findOnScenario({ file, scenario, key }: FileScenario, { prefixes, projectKey }: Instance): Misreading[] {
  const requirements = scenario.tags.filter(
    ({ name }) => prefixes.requirement !== prefixes.test && readKey(name, prefixes.requirement) !== undefined,
  );
  const foreign = key !== undefined && projectKey !== undefined && !key.startsWith(`${projectKey}-`);
  return [
    ...requirements.map((tag) => createForTag('requirementOfScenario', file, tag)),
    ...(foreign
      ? [create('otherProject', file, { location: scenario.location, text: `${key}: the project is ${projectKey}` })]
      : []),
  ];
}

function findIdentityProblems(scenarios: readonly FileScenario[]): Misreading[] {
  const owners = Map.groupBy(scenarios, ({ permanentName }) => permanentName);
  return scenarios.flatMap(({ file, scenario, tags, permanentName }) => {
    const own = tags.filter((tag) => tag.startsWith('@id:'));
    const first = owners.get(permanentName)?.[0];
    if (own.length === 1 && first?.scenario === scenario) return [];
    const taken =
      own.length === 1 && first !== undefined
        ? `${own[0]} is that of "${first.scenario.name}"`
        : own.join(', ') || 'none';
    return [create('permanentName', file, { location: scenario.location, text: `${scenario.name}: ${taken}` })];
  });
}

function listTags({ feature }: FeatureFile): Tag[] {
  const inside = [...feature.children, ...listFeatureRules(feature).flatMap(({ children }) => children)].flatMap(
    ({ scenario }) => scenario ?? [],
  );
  const rules = listFeatureRules(feature);
  return [feature, ...rules, ...inside, ...inside.flatMap(({ examples }) => examples)].flatMap(({ tags }) => tags);
}

function createForTag(rule: Misreading['rule'], file: FeatureFile, { name, location }: Tag): Misreading {
  return create(rule, file, { location, text: name });
}

function create(
  rule: Misreading['rule'],
  file: FeatureFile,
  { location, text }: { location: { line: number }; text: string },
): Misreading {
  return { rule, position: formatLine(file, location), text };
}
