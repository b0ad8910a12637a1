// The credentials of a kubeconfig, for those who must not let them out.
import type { User } from '@kubernetes/client-node';
import { ConfigurationError } from '../../common/errors';
import { loadKubeConfig, PooledKubeConfig } from './kubeconfig';

/** Tokens, passwords and keys of all users of the kubeconfig that a run with this path and these variables uses; none where it cannot be read. */
export function credentialsOf(path: string | undefined, env: NodeJS.ProcessEnv): string[] {
  const config = new PooledKubeConfig(() => undefined);
  try {
    loadKubeConfig(config, path, env);
  } catch (error) {
    // Whoever connects says what is wrong with it.
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
  return config.getUsers().flatMap(secretsOfUser);
}

function secretsOfUser({ token, password, keyData, authProvider, exec }: User): string[] {
  const key = keyData === undefined ? [] : [keyData, Buffer.from(keyData, 'base64').toString()];
  const values = [token, password, ...key, ...textsOf(authProvider?.config), ...textsOf(exec?.env)];
  return values.filter((value) => value !== undefined);
}

/** What a credential plugin is given is secret as a whole. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
