// The secrets of this run: those in its environment variables, its addresses and its kubeconfig.
import { readCredentials } from '../cluster/transport/credentials';
import { listSentCredentials } from '../cluster/transport/kubeconfig';
import { ConfigurationError } from '../common/errors';
import { loadProfile } from '../environment';
import { redact } from './redact';
import { sanitize } from './sanitize';
import { isSecretName } from './secret-shapes';

// A shorter value is no secret, and too common to be removed from every text.
const shortest = 6;

// Their names contain PWD, but they are folders: without this exception, the paths of the run would be removed from every text.
const workingDirectories = ['PWD', 'OLDPWD'];

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
  const secrets = [...new Set(given.map((secret) => secret.trim()).filter((secret) => secret.length >= shortest))];
  latest = { key, secrets };
  return secrets;
}

/** The values of environment variables with the name of a secret, and the secrets in those that are addresses. */
export function findEnvironmentSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (workingDirectories.includes(name)) return [];
    if (isSecretName(name)) return value.length >= shortest ? [value] : [];
    return findAddressSecrets(value).filter((secret) => secret.length >= shortest);
  });
}

function findAddressSecrets(address: string | undefined): string[] {
  if (address === undefined || !address.includes('://') || !URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  const parameters = [...searchParams].flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
  return [password, decodeURIComponent(password), ...parameters];
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
