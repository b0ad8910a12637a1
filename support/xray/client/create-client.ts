// Creates the client for the Xray of a profile.
import { readCloudSecrets, readJiraCredentials, readToken, type XraySettings } from '../xray-settings';
import { CloudClient } from './cloud-client';
import { CloudSession } from './cloud-session';
import { DatacenterClient } from './datacenter-client';
import { type CallerOptions, HttpCaller } from './http-caller';
import { createFixedAuthorization, JiraRest } from './jira-rest';
import type { XrayClient } from './xray-client';

/** The client with the secrets of the environment variables. @throws ConfigurationError when a secret is missing */
export function createClient(settings: XraySettings, env: NodeJS.ProcessEnv, given: CallerOptions = {}): XrayClient {
  const options = { proxies: readProxies(env), ...given };
  if (settings.flavour === 'datacenter') {
    const authorization = createFixedAuthorization(`Bearer ${readToken(env)}`);
    return new DatacenterClient(new HttpCaller(options), settings, authorization);
  }
  const secrets = readCloudSecrets(env);
  const caller = new HttpCaller(options);
  const credentials = readJiraCredentials(env);
  const { jiraUrl } = settings;
  const jira =
    credentials === undefined || jiraUrl === undefined
      ? undefined
      : new JiraRest(caller, jiraUrl, createFixedAuthorization(toBasic(credentials)));
  return new CloudClient(caller, settings, new CloudSession(caller, settings.apiUrl, secrets), jira);
}

/** An empty text: no proxy. Without one, undici would read the variables of the process. */
function readProxies(env: NodeJS.ProcessEnv): NonNullable<CallerOptions['proxies']> {
  return {
    httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? '',
    httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? '',
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  };
}

function toBasic({ user, token }: { readonly user: string; readonly token: string }): string {
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}
