// Looks at everything that a run needs before the first scenario, so that a broken environment is told from a broken product.
import { checkCluster } from './cluster-check';
import { checkFocusServer } from './focus-server-check';
import type { Environment } from './load';

/** What the environment says of itself. */
export interface EnvironmentVersions {
  /** Such as `v1.36.1`. */
  readonly kubernetes: string;
}

/**
 * Checks the kubeconfig, the API server, its token, the namespace, the verbs that the suite needs, and the Focus Server, in this order.
 * @throws ConfigurationError or EnvironmentError that says what is wrong and what to do
 */
export async function preflight(environment: Environment, signal: AbortSignal): Promise<EnvironmentVersions> {
  const kubernetes = await checkCluster(environment, signal);
  await checkFocusServer(environment, signal);
  return { kubernetes };
}
