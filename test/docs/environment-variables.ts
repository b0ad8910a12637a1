// The environment variables that override no setting of a profile.
import type { Setting } from './setting';

export const otherVariables: readonly Setting[] = [
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
    name: 'FOCUS_REPORTS',
    fallback: 'reports',
    valid: 'a path',
    meaning: 'folder that the reports are written to',
  },
  {
    name: 'SANDBOX_FAULTS',
    fallback: undefined,
    valid: 'names of [faults](faults.md), separated by commas',
    meaning: 'how the sandbox misbehaves in this run',
  },
];
