// The secrets in environment variables and addresses. This module loads nothing of the cluster.
import { isSecretName } from './secret-shapes';

/** A shorter value is no secret, and too common to be removed from every text. */
export const shortestSecret = 6;

// Their names contain PWD, but they are folders: without this exception, the paths of the run would be removed from every text.
const workingDirectories = ['PWD', 'OLDPWD'];

/** The values of environment variables with the name of a secret, and the secrets in those that are addresses. */
export function findEnvironmentSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (workingDirectories.includes(name)) return [];
    if (isSecretName(name)) return value.length >= shortestSecret ? [value] : [];
    return findAddressSecrets(value).filter((secret) => secret.length >= shortestSecret);
  });
}

/** User data and parameters of an address. */
export function findAddressSecrets(address: string | undefined): string[] {
  if (address === undefined || !address.includes('://') || !URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  const parameters = [...searchParams].flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
  return [password, decodeURIComponent(password), ...parameters];
}
