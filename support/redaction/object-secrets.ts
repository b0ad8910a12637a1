// Secrets that objects of the cluster show: values of container variables whose names say so.
import type { V1Pod } from '@kubernetes/client-node';
import { isNameOfSecret } from './secret-shapes';

const shortest = 6;

/** What must not be quoted of the logs and events of these pods either. A variable that refers to a Secret does not show its value. */
export function secretsOfObjects(pods: readonly V1Pod[]): string[] {
  const variables = pods
    .flatMap(({ spec }) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])])
    .flatMap(({ env = [] }) => env);
  const values = variables.flatMap(({ name, value = '' }) => (isNameOfSecret(name) ? [value] : []));
  return [...new Set(values.filter((value) => value.length >= shortest))];
}
