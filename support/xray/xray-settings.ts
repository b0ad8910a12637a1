// What a call of Xray needs to know: the settings of the profile and the secrets of the environment variables, checked before the first call.
import { ConfigurationError } from '../common/errors';
import type { NamedProfile } from '../environment';

type Variables = NodeJS.ProcessEnv;
type ProfileSettings = NamedProfile['xray'];

export type Prefixes = ProfileSettings['prefixes'];

/** The settings of one team's Xray. */
export interface XraySettings extends ProfileSettings {
  readonly flavour: 'cloud' | 'datacenter';
  readonly projectKey: string;
  /** The name of the profile. */
  readonly profile: string;
  /** The file of the profile, for messages. */
  readonly file: string;
  /** The address of Jira, without a slash at its end; on Cloud it may be absent. */
  readonly jiraUrl: string | undefined;
  /** The address that API paths are appended to: `…/api/v2` on Cloud, the address of Jira on Data Center. */
  readonly apiUrl: string;
  /** Test Environments of an execution; never empty. */
  readonly environments: string[];
}

export interface CloudSecrets {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface JiraCredentials {
  readonly user: string;
  readonly token: string;
}

const hosts = {
  global: 'https://xray.cloud.getxray.app',
  us: 'https://us.xray.cloud.getxray.app',
  eu: 'https://eu.xray.cloud.getxray.app',
  au: 'https://au.xray.cloud.getxray.app',
} as const;

/**
 * The settings of the profile's Xray.
 * @throws ConfigurationError when the profile names no Xray, no project or, on Data Center, no Jira
 */
export function readXraySettings({ name, file, jira, xray }: NamedProfile): XraySettings {
  const { flavour, projectKey } = xray;
  if (flavour === undefined) {
    throw new ConfigurationError(
      `The profile ${file} names no Xray: set xray.flavour to "cloud" or "datacenter", or FOCUS_ENV to an environment whose profile does.`,
    );
  }
  if (projectKey === undefined) {
    throw new ConfigurationError(
      `The profile ${file} names no project of Xray: set xray.projectKey, such as "PZ", to the Jira project of the Tests.`,
    );
  }
  const jiraUrl = jira.url?.replace(/\/+$/, '');
  if (flavour === 'datacenter' && jiraUrl === undefined) {
    throw new ConfigurationError(
      `The profile ${file} has no address of Jira: Xray Data Center is a part of Jira, so set jira.url, its context path included.`,
    );
  }
  const environments = xray.environments.length > 0 ? xray.environments : [name];
  const apiUrl = flavour === 'cloud' ? readCloudUrl(xray) : (jiraUrl ?? '');
  return { ...xray, flavour, projectKey, profile: name, file, jiraUrl, apiUrl, environments };
}

/**
 * The API key of Xray Cloud.
 * @throws ConfigurationError when a variable is missing
 */
export function readCloudSecrets({
  XRAY_CLIENT_ID: clientId = '',
  XRAY_CLIENT_SECRET: clientSecret = '',
}: Variables): CloudSecrets {
  const missing = [clientId === '' ? 'XRAY_CLIENT_ID' : [], clientSecret === '' ? 'XRAY_CLIENT_SECRET' : []].flat();
  if (missing.length === 0) return { clientId: clientId.trim(), clientSecret: clientSecret.trim() };
  throw new ConfigurationError(
    `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set: create an API key in Jira (Apps > Xray > API Keys), and set both variables from your secret store.`,
  );
}

/**
 * The personal access token of Jira Data Center.
 * @throws ConfigurationError when the variable is missing
 */
export function readToken({ XRAY_TOKEN: token = '' }: Variables): string {
  if (token !== '') return token.trim();
  throw new ConfigurationError(
    'XRAY_TOKEN is not set: create a personal access token in Jira (Profile > Personal Access Tokens), and set the variable from your secret store.',
  );
}

/** The account for the REST API of Jira Cloud; undefined when a variable or the address of Jira is missing. */
export function readJiraCredentials({
  JIRA_USER: user = '',
  JIRA_TOKEN: token = '',
}: Variables): JiraCredentials | undefined {
  return user === '' || token === '' ? undefined : { user: user.trim(), token: token.trim() };
}

/** A path that the user has given twice would lead to `//`, which Xray refuses. */
function readCloudUrl({ url, region }: ProfileSettings): string {
  const base = (url ?? hosts[region]).replace(/\/+$/, '');
  return base.endsWith('/api/v2') ? base : `${base}/api/v2`;
}
