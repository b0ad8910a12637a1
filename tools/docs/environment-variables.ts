// The environment variables that override no setting of a profile.
import type { Setting } from './setting';

export const otherVariables: readonly Setting[] = [
  {
    name: 'FOCUS_ALLOW_LOAD',
    fallback: undefined,
    valid: 'the name of the environment',
    meaning: 'allows load on a protected environment, from the command line',
  },
  {
    name: 'FOCUS_ALLOW_DISTURB',
    fallback: undefined,
    valid: 'the name of the environment',
    meaning: 'allows disruption of a protected environment, from the command line',
  },
  {
    name: 'FOCUS_RUN_ID',
    fallback: undefined,
    valid: 'a text',
    meaning: 'name of the run in its ledger and reports; generated where it is absent',
  },
  {
    name: 'FOCUS_REQUESTED_TAGS',
    fallback: undefined,
    valid: 'tag expressions',
    meaning:
      'set by the run itself: the tags that its command line selected with --tags, for the scenarios that run only when they are selected',
  },
  {
    name: 'FOCUS_REFUSAL_TABLES',
    fallback: undefined,
    valid: 'JSON',
    meaning: 'set by the run itself: the wrong requests that the workers send together',
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
  {
    name: 'XRAY_CLIENT_ID',
    fallback: undefined,
    valid: 'the id of an API key of Xray',
    meaning: 'Xray Cloud: who calls; with XRAY_CLIENT_SECRET',
  },
  {
    name: 'XRAY_CLIENT_SECRET',
    fallback: undefined,
    valid: 'a secret',
    meaning: 'Xray Cloud: the secret of the API key',
  },
  {
    name: 'XRAY_TOKEN',
    fallback: undefined,
    valid: 'a secret',
    meaning: 'Xray Data Center: a personal access token of Jira',
  },
  {
    name: 'JIRA_USER',
    fallback: undefined,
    valid: 'the e-mail address of an account',
    meaning: 'Xray Cloud: who calls the REST API of Jira; with JIRA_TOKEN',
  },
  {
    name: 'JIRA_TOKEN',
    fallback: undefined,
    valid: 'a secret',
    meaning: 'Xray Cloud: an API token of that account, for attachments and kept fields',
  },
  {
    name: 'CONFORMANCE_KUBECONFIG',
    fallback: undefined,
    valid: 'a path',
    meaning: 'real cluster that `npm run conformance` compares the embedded one with, instead of its recordings',
  },
  {
    name: 'CONFORMANCE_IMAGE',
    fallback: 'localhost/conformance:1',
    valid: 'name of an image',
    meaning: 'image of the pods that `npm run conformance` starts on the real cluster',
  },
  {
    name: 'CONFORMANCE_RECORD',
    fallback: undefined,
    valid: '1',
    meaning: 'saves the answers of the real cluster as the new recordings',
  },
];
