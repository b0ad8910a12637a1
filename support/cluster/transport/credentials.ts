// The credentials of a kubeconfig, which must not appear in any report.
import type { User } from '@kubernetes/client-node';
import { ConfigurationError } from '../../common/errors';
import { loadKubeConfig, PooledKubeConfig } from './kubeconfig';

/** Tokens, passwords and keys of all users of the kubeconfig of a run with this path and these variables; none if it cannot be read. */
export function readCredentials(path: string | undefined, env: NodeJS.ProcessEnv): string[] {
  const config = new PooledKubeConfig(() => undefined);
  try {
    loadKubeConfig(config, path, env);
  } catch (error) {
    // The code that connects reports what is wrong with it.
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
  return config.getUsers().flatMap(listUserSecrets);
}

function listUserSecrets({ token, password, keyData, authProvider, exec }: User): string[] {
  const key = keyData === undefined ? [] : [keyData, Buffer.from(keyData, 'base64').toString()];
  const values = [token, password, ...key, ...listTexts(authProvider?.config), ...listTexts(exec?.env)];
  return values.filter((value) => value !== undefined);
}

/** All arguments of a credential plugin are secret. */
function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}
