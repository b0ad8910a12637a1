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

/** Tags with a value. */
const tagsWithValue: readonly KnownTag[] = [
  {
    form: '@REQ_<key>',
    pattern: /^@REQ_[A-Z][A-Z0-9]+-\d+$/,
    elements: ['Feature'],
    meaning: 'the requirement in Jira that the scenarios cover; Xray links their Tests to it',
  },
  {
    form: '@TEST_<key>',
    pattern: /^@TEST_[A-Z][A-Z0-9]+-\d+$/,
    elements: scenarioOnly,
    meaning: 'the Test in Xray that stands for the scenario; one at most, and the Test must exist',
  },
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

export const knownTags: readonly KnownTag[] = [
  ...tagsWithValue,
  ...Object.entries(selectors).map(([form, meaning]) => ({
    form,
    pattern: new RegExp(`^${form}$`),
    elements: featureOrScenario,
    meaning,
  })),
];
