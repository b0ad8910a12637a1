// The secrets that this run was given: of its variables, its addresses and its kubeconfig.
import { credentialsOf } from '../cluster/transport/credentials';
import { credentialsInUse } from '../cluster/transport/kubeconfig';
import { ConfigurationError } from '../common/errors';
import { loadProfile } from '../environment';
import { redact } from './redact';
import { printable } from './sanitize';
import { isNameOfSecret } from './secret-shapes';

// A shorter one is no secret, and its value too common to be taken out of every text.
const shortest = 6;

// By their names alone they would be passwords, and the paths of this run would be missing in every text.
const workingDirectories = ['PWD', 'OLDPWD'];

/** Text as it may leave the process: nothing acts on a terminal, no secret of this run and nothing shaped like one. */
export function safeText(text: string): string {
  return redact(printable(text), knownSecrets(process.env));
}

let latest: { readonly key: string; readonly secrets: readonly string[] } | undefined;

/** The values of variables whose names say so, user data and parameters of addresses, and the credentials of the kubeconfig. They may grow as the run begins. */
export function knownSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  const inUse = credentialsInUse();
  const key = [env.FOCUS_ENV, env.FOCUS_BASE_URL, env.KUBECONFIG, ...inUse].join('\n');
  if (latest?.key === key) return latest.secrets;
  const { baseUrl, kubeconfig } = addressesOf(env);
  const ofCluster = [...credentialsOf(kubeconfig, env), ...inUse];
  const given = [...secretsOfEnvironment(env), ...secretsOfAddress(baseUrl), ...ofCluster];
  // What was read from a file ends with a line break.
  const secrets = [...new Set(given.map((secret) => secret.trim()).filter((secret) => secret.length >= shortest))];
  latest = { key, secrets };
  return secrets;
}

/** The values of environment variables whose names say that they hold a secret, and the secrets of those that are addresses. */
export function secretsOfEnvironment(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (workingDirectories.includes(name)) return [];
    if (isNameOfSecret(name)) return value.length >= shortest ? [value] : [];
    return secretsOfAddress(value).filter((secret) => secret.length >= shortest);
  });
}

function secretsOfAddress(address: string | undefined): string[] {
  if (address === undefined || !address.includes('://') || !URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  const parameters = [...searchParams].flatMap(([name, value]) => (isNameOfSecret(name) ? [value] : []));
  return [password, decodeURIComponent(password), ...parameters];
}

function addressesOf(env: NodeJS.ProcessEnv): { baseUrl?: string | undefined; kubeconfig?: string | undefined } {
  try {
    return loadProfile(env);
  } catch (error) {
    // Whoever needs the profile says what is wrong with it.
    if (error instanceof ConfigurationError) return {};
    throw error;
  }
}
