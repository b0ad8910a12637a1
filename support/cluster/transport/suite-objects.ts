// Objects that the suite itself puts into the cluster for a scenario, labelled so that they are found whatever becomes of the run.
import { isKubernetesError } from './kubernetes-error';

/** Labels of an object of the suite, by which `npm run sweep` finds it; `runId` says which run made it. */
export function suiteLabels(runId: string): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'focus-server-acceptance', 'focus-server-acceptance/run': runId };
}

/** A deletion of what is gone already has reached its aim. */
export async function deleteIfPresent(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isKubernetesError(error, 'not-found')) throw error;
  }
}
