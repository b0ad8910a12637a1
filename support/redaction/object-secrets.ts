// Secrets in the objects of the cluster: values of container variables that have the name of a secret.
import type { V1Pod } from '@kubernetes/client-node';
import { isSecretName } from './secret-shapes';

const shortest = 6;

/** The secrets of these pods, which their logs and events may contain too. A variable that refers to a Secret does not show its value. */
export function findObjectSecrets(pods: readonly V1Pod[]): string[] {
  const variables = pods
    .flatMap(({ spec }) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])])
    .flatMap(({ env = [] }) => env);
  const values = variables.flatMap(({ name, value = '' }) => (isSecretName(name) ? [value] : []));
  return [...new Set(values.filter((value) => value.length >= shortest))];
}
