// The tags that a feature file may carry, what they mean, and where they may stand. Xray turns any other tag into a Jira label.

export type TagPlace = 'Feature' | 'Rule' | 'Scenario' | 'Examples';

export interface KnownTag {
  /** The form in which the tag is written, such as `@id:<name>`. */
  readonly form: string;
  readonly pattern: RegExp;
  readonly places: readonly TagPlace[];
  readonly meaning: string;
}

const scenarioOnly: readonly TagPlace[] = ['Scenario'];
const featureOrScenario: readonly TagPlace[] = ['Feature', 'Scenario'];

/** Tags with a value. */
const tagsWithValue: readonly KnownTag[] = [
  {
    form: '@REQ_<key>',
    pattern: /^@REQ_[A-Z][A-Z0-9]+-\d+$/,
    places: ['Feature'],
    meaning: 'the requirement in Jira that the scenarios cover; Xray links their Tests to it',
  },
  {
    form: '@TEST_<key>',
    pattern: /^@TEST_[A-Z][A-Z0-9]+-\d+$/,
    places: scenarioOnly,
    meaning: 'the Test in Xray that the scenario is; one at most, and the Test has to exist',
  },
  {
    form: '@id:<name>',
    pattern: /^@id:[a-z0-9]+(-[a-z0-9]+)*$/,
    places: scenarioOnly,
    meaning: 'the name of the scenario for good: known gaps, faults and Xray refer to it',
  },
  {
    form: '@covers:<key>',
    pattern: /^@covers:[A-Z][A-Z0-9]+-\d+$/,
    places: featureOrScenario,
    meaning: 'a Jira issue whose check the scenario has taken over',
  },
  {
    form: '@requires:<capability>',
    pattern: /^@requires:[a-zA-Z]+$/,
    places: featureOrScenario,
    meaning: 'what the environment has to allow; elsewhere the scenario is reported as not applicable',
  },
];

/** Tags that select scenarios on the command line. */
const selectors: Readonly<Record<string, string>> = {
  '@orchestration': 'the orchestration of jobs in Kubernetes',
  '@pre-launch': 'what is checked before a job is launched',
  '@system-behavior': 'startup, stability and errors of the system',
  '@capacity': 'concurrent jobs, and what limits them',
  '@alone': 'runs while no other scenario does, as it looks at the whole namespace or changes what all share',
  '@backlog': 'wanted, not yet promised',
  '@soak': 'takes as long as the stability setting of the profile says',
  '@capacity-discovery': 'looks for the largest number of jobs that the environment sustains',
};

export const knownTags: readonly KnownTag[] = [
  ...tagsWithValue,
  ...Object.entries(selectors).map(([form, meaning]) => ({
    form,
    pattern: new RegExp(`^${form}$`),
    places: featureOrScenario,
    meaning,
  })),
];
