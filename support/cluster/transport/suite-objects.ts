// The labels of objects that the suite itself creates in the cluster, by which they are found after any end of the run.
import type { KubernetesObject } from '@kubernetes/client-node';
import { isKubernetesError } from './kubernetes-error';

const managedBy = { label: 'app.kubernetes.io/managed-by', value: 'focus-server-acceptance' };

/** Labels of an object of the suite, by which `npm run sweep` finds it; `runId` is the run that created it. */
export function createSuiteLabels(runId: string): Record<string, string> {
  return { [managedBy.label]: managedBy.value, 'focus-server-acceptance/run': runId };
}

/** Whether the suite itself created the object. */
export function isSuiteObject({ metadata }: KubernetesObject): boolean {
  return metadata?.labels?.[managedBy.label] === managedBy.value;
}

/** Awaits a deletion; an object that does not exist any more is no error. */
export async function deleteIfPresent(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isKubernetesError(error, 'not-found')) throw error;
  }
}
