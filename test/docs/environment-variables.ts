// The environment variables that override no setting of a profile.

export const otherVariables = [
  {
    name: 'FOCUS_ALLOW_LOAD',
    fallback: undefined,
    valid: 'the name of the environment',
    meaning: 'consent of the command line to load on a protected environment',
  },
  {
    name: 'FOCUS_ALLOW_DISTURB',
    fallback: undefined,
    valid: 'the name of the environment',
    meaning: 'consent of the command line to disturbance on a protected environment',
  },
  {
    name: 'SANDBOX_FAULTS',
    fallback: undefined,
    valid: 'names of [faults](faults.md), separated by commas',
    meaning: 'how the sandbox misbehaves in this run',
  },
];
