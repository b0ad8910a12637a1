// A Kubernetes API that fails for one part of the next job, where the environment has a switch for it: a ConfigMap that its API server obeys.
import type { ClusterConnection } from '../cluster/transport/connection';
import { createSuiteLabels, deleteIfPresent } from '../cluster/transport/suite-objects';
import type { JobPart } from './job-part';

export const apiFailures = { 'answers an error': 'error', 'does not answer': 'silence' } as const;
/** How the API fails, in the words of the sentences. */
export type ApiFailure = keyof typeof apiFailures;

export function isApiFailure(text: string): text is ApiFailure {
  return Object.hasOwn(apiFailures, text);
}

const name = 'api-server-failures';

/** The call that creates each part, and how many such calls come before it. */
const calls: Readonly<Record<JobPart, Readonly<Record<string, string>>>> = {
  Service: { verb: 'create', resource: 'services', after: '0' },
  'cleanup Job': { verb: 'create', resource: 'jobs', after: '1' },
  pod: { verb: 'create', resource: 'pods', after: '0' },
};

/** How long the environment's server waits for an answer that never comes, so that the scenario need not wait for its usual deadline. */
const clientDeadlineSeconds = '2';

/** From now on the API fails for the part. The caller mends it. @throws KubernetesError */
export async function breakApi(
  { core, namespace }: ClusterConnection,
  part: JobPart,
  { how, runId }: { readonly how: ApiFailure; readonly runId: string },
): Promise<void> {
  const failure = apiFailures[how];
  const data = { ...calls[part], failure, ...(failure === 'silence' ? { clientDeadlineSeconds } : {}) };
  await core.createNamespacedConfigMap({
    namespace,
    body: { metadata: { name, labels: createSuiteLabels(runId) }, data },
  });
}

/** The API works again. @throws KubernetesError */
export async function mendApi({ core, namespace }: ClusterConnection): Promise<void> {
  await deleteIfPresent(core.deleteNamespacedConfigMap({ name, namespace }));
}
