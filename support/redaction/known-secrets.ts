// The secrets of this run: those in its environment variables, its addresses and its kubeconfig.
import { readCredentials } from '../cluster/transport/credentials';
import { listSentCredentials } from '../cluster/transport/kubeconfig';
import { ConfigurationError } from '../common/errors';
import { loadProfile } from '../environment';
import { findAddressSecrets, findEnvironmentSecrets, shortestSecret } from './environment-secrets';
import { redact } from './redact';
import { sanitize } from './sanitize';

/** Text that may leave the process: without terminal escapes, without the secrets of this run and without anything that has the shape of one. */
export function toSafeText(text: string): string {
  return redact(sanitize(text), listKnownSecrets(process.env));
}

let latest: { readonly key: string; readonly secrets: readonly string[] } | undefined;

/** The values of variables with the name of a secret, user data and parameters of addresses, and the credentials of the kubeconfig. Their number may grow while the run starts. */
export function listKnownSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  const inUse = listSentCredentials();
  const key = [env.FOCUS_ENV, env.FOCUS_BASE_URL, env.KUBECONFIG, ...inUse].join('\n');
  if (latest?.key === key) return latest.secrets;
  const { baseUrl, kubeconfig } = readAddresses(env);
  const ofCluster = [...readCredentials(kubeconfig, env), ...inUse];
  const given = [...findEnvironmentSecrets(env), ...findAddressSecrets(baseUrl), ...ofCluster];
  // A value that was read from a file ends with a line break.
  const secrets = [
    ...new Set(given.map((secret) => secret.trim()).filter((secret) => secret.length >= shortestSecret)),
  ];
  latest = { key, secrets };
  return secrets;
}

function readAddresses(env: NodeJS.ProcessEnv): { baseUrl?: string | undefined; kubeconfig?: string | undefined } {
  try {
    return loadProfile(env);
  } catch (error) {
    // The code that needs the profile reports what is wrong with it.
    if (error instanceof ConfigurationError) return {};
    throw error;
  }
}
