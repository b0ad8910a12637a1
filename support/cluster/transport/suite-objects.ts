// Objects that the suite itself puts into the cluster for a scenario, labelled so that they are found whatever becomes of the run.
import type { KubernetesObject } from '@kubernetes/client-node';
import { isKubernetesError } from './kubernetes-error';

const managedBy = { label: 'app.kubernetes.io/managed-by', value: 'focus-server-acceptance' };

/** Labels of an object of the suite, by which `npm run sweep` finds it; `runId` is the run that created it. */
export function suiteLabels(runId: string): Record<string, string> {
  return { [managedBy.label]: managedBy.value, 'focus-server-acceptance/run': runId };
}

/** Whether the suite itself created the object. */
export function isSuiteObject({ metadata }: KubernetesObject): boolean {
  return metadata?.labels?.[managedBy.label] === managedBy.value;
}

/** A deletion of what is gone already has reached its aim. */
export async function deleteIfPresent(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isKubernetesError(error, 'not-found')) throw error;
  }
}
