// What users may still call by an old name in their profiles, scripts and pipelines, with the new name of each.

/** By what is named: the old name, then the new one. */
export const renamed = {
  /** Settings of a profile. */
  settings: new Map([
    [
      'thresholds.errorRate',
      'the sentence "less than 5 % of the jobs fail" in features/system-behavior/stability.feature',
    ],
  ]),
  /** Profiles that FOCUS_ENV names by their path in the project. */
  profiles: new Map([
    ['test/capacity/informational.yaml', 'tools/prove-capacity/informational.yaml'],
    ['test/capacity/required.yaml', 'tools/prove-capacity/required.yaml'],
  ]),
  /** Scenarios that --name selects; of an outline, the part that its rows have in common. */
  scenarios: new Map([
    [
      'A costly and a cheap configuration are accepted, and their answers tell which is which',
      'The answers show which of two configurations costs more',
    ],
    ['What is not said is not guessed', 'A missing field is not guessed'],
    ['A taken port is dealt with as documented', 'A taken port is handled as documented'],
    [
      'A recorded time is opened, and its pod is told that time',
      'A recorded time is opened, and its pod reads that time',
    ],
    [
      'A live investigation depends on what the server says of its live data',
      'A live investigation depends on the live data that the server reports',
    ],
    ['A live investigation runs while live data flow', 'A live investigation runs while there is live data'],
    ['The environment bears two hundred jobs at once', 'The environment sustains two hundred jobs at once'],
    [
      'The largest number of jobs that the environment bears is known',
      'The largest number of jobs that the environment sustains is known',
    ],
  ]),
} as const;
