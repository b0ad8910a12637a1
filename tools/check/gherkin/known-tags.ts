// The tags that a feature file may have, what they mean, and which elements may have them. Xray turns any other tag into a Jira label.

export type TaggedElement = 'Feature' | 'Rule' | 'Scenario' | 'Examples';

export interface KnownTag {
  /** The form in which the tag is written, such as `@id:<name>`. */
  readonly form: string;
  readonly pattern: RegExp;
  readonly elements: readonly TaggedElement[];
  readonly meaning: string;
}

const scenarioOnly: readonly TaggedElement[] = ['Scenario'];
const featureOrScenario: readonly TaggedElement[] = ['Feature', 'Scenario'];

/** The prefixes of keys in tags: each instance of Xray sets its own. */
export interface KeyPrefixes {
  readonly test: string;
  readonly requirement: string;
  readonly testSet: string;
}

/** Tags that name an issue. */
function listKeyTags({ test, requirement, testSet }: KeyPrefixes): KnownTag[] {
  return [
    {
      form: `@${requirement}<key>`,
      pattern: matchKey(requirement),
      elements: ['Feature'],
      meaning: 'the requirement in Jira that the scenarios cover; Xray links their Tests to it',
    },
    {
      form: `@${test}<key>`,
      pattern: matchKey(test),
      elements: scenarioOnly,
      meaning: 'the Test in Xray that stands for the scenario; one at most, and the Test must exist',
    },
    {
      form: `@${testSet}<key>`,
      pattern: matchKey(testSet),
      elements: scenarioOnly,
      meaning: 'the Test Set of the Test',
    },
  ];
}

/** Whether a tag is a key with this prefix. */
export function matchKey(prefix: string): RegExp {
  return new RegExp(`^@${prefix.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}[A-Z][A-Z0-9]+-\\d+$`);
}

/** Tags with a value. */
const tagsWithValue: readonly KnownTag[] = [
  {
    form: '@id:<name>',
    pattern: /^@id:[a-z0-9]+(-[a-z0-9]+)*$/,
    elements: scenarioOnly,
    meaning: 'the permanent name of the scenario: known gaps, faults and Xray refer to it',
  },
  {
    form: '@covers:<key>',
    pattern: /^@covers:[A-Z][A-Z0-9]+-\d+$/,
    elements: featureOrScenario,
    meaning: 'a Jira issue whose check this scenario now makes',
  },
  {
    form: '@requires:<capability>',
    pattern: /^@requires:[a-zA-Z]+$/,
    elements: featureOrScenario,
    meaning: 'what the environment must allow; elsewhere the scenario is reported as not applicable',
  },
];

/** Tags that select scenarios on the command line. */
const selectors: Readonly<Record<string, string>> = {
  '@orchestration': 'the orchestration of jobs in Kubernetes',
  '@pre-launch': 'what is checked before a job is launched',
  '@system-behavior': 'startup, stability and errors of the system',
  '@capacity': 'concurrent jobs, and what limits them',
  '@alone':
    'runs while no other scenario runs, because it checks the whole namespace or changes what all scenarios share',
  '@backlog': 'planned, not yet promised',
  '@soak': 'takes as long as the stability settings of the profile demand',
  '@capacity-discovery': 'finds the largest number of jobs that the environment sustains',
};

/** All tags. */
export function listKnownTags(prefixes: KeyPrefixes): KnownTag[] {
  return [...listKeyTags(prefixes), ...tagsWithValue, ...selectorTags];
}

const selectorTags: readonly KnownTag[] = [
  ...Object.entries(selectors).map(([form, meaning]) => ({
    form,
    pattern: new RegExp(`^${form}$`),
    elements: featureOrScenario,
    meaning,
  })),
];
