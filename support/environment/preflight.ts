// Checks before the first scenario everything that a run needs, so that a broken environment is not reported as a product fault.
import { checkCluster } from './cluster-check';
import { checkFocusServer } from './focus-server-check';
import type { Environment } from './load';
import { type ProductVersion, readProductVersion } from './product-version';

/** The versions that the environment reports. */
export interface EnvironmentVersions {
  /** Such as `v1.36.1`. */
  readonly kubernetes: string;
  readonly product: ProductVersion;
}

/**
 * Checks the kubeconfig, the API server, its token, the namespace, the verbs that the suite needs, and the Focus Server, in this order.
 * @throws ConfigurationError or EnvironmentError, with what is wrong and what to do
 */
export async function runPreflight(environment: Environment, signal: AbortSignal): Promise<EnvironmentVersions> {
  const kubernetes = await checkCluster(environment, signal);
  await checkFocusServer(environment, signal);
  return { kubernetes, product: await readProductVersion(environment, signal) };
}
