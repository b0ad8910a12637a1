// Checks before a run that the cluster can be used: it is reachable, the namespace exists, and every verb that the suite needs is allowed.
import {
  type AccessNeed,
  describeNeed,
  findRefusedAccess,
  readingAccess,
  readNamespaceState,
  readServerVersion,
  sweepingAccess,
} from '../cluster/transport/access';
import { type ClusterConnection, connectCluster } from '../cluster/transport/connection';
import { EnvironmentError } from '../common/errors';
import { toClusterOptions } from './connect';
import type { Environment } from './load';

/**
 * The Kubernetes version of the cluster, if the run can use the cluster.
 * @throws ConfigurationError for the kubeconfig; EnvironmentError for anything else, with what to do
 */
export async function checkCluster(environment: Environment, signal: AbortSignal): Promise<string> {
  const connection = await connectCluster(toClusterOptions(environment, signal));
  try {
    const version = await readServerVersion(connection);
    await requireNamespace(connection, environment);
    await requireAccess(connection, environment);
    return version;
  } finally {
    await connection.close();
  }
}

async function requireNamespace(connection: ClusterConnection, { namespace }: Environment): Promise<void> {
  const state = await readNamespaceState(connection);
  if (state === 'active' || state === 'unknown') return;
  const problem = state === 'missing' ? 'does not exist' : 'is being deleted';
  throw new EnvironmentError(
    `The namespace "${namespace}" ${problem} in the cluster ${connection.server}.\nSet FOCUS_NAMESPACE (or "namespace" in the profile) to the namespace of the Focus Server's jobs, or choose another KUBECONFIG.`,
  );
}

async function requireAccess(connection: ClusterConnection, { namespace, capabilities }: Environment): Promise<void> {
  const refused = await findRefusedAccess(connection, listNeededAccess(capabilities));
  if (refused.length === 0) return;
  const list = refused.map((need) => `\n  ${describeNeed(need)}`).join('');
  throw new EnvironmentError(
    `The cluster ${connection.server} does not allow the user of the kubeconfig what the suite needs in the namespace "${namespace}":${list}\nGrant these rights with a Role and a RoleBinding, or use a kubeconfig that has them.`,
  );
}

function listNeededAccess(capabilities: Environment['capabilities']): AccessNeed[] {
  const needAccess = (resource: string, purpose: string, ...verbs: readonly string[]): AccessNeed[] =>
    verbs.map((verb) => ({ verb, group: '', resource, purpose }));
  const { quotas, holdPorts, steerDataSource, breakClusterApi } = capabilities;
  return [
    ...readingAccess,
    ...sweepingAccess,
    ...(quotas
      ? needAccess(
          'resourcequotas',
          'making a creation fail half-way, capabilities.quotas',
          'get',
          'create',
          'update',
          'delete',
        )
      : []),
    ...(holdPorts ? needAccess('services', 'holding ports, capabilities.holdPorts', 'create') : []),
    ...(steerDataSource
      ? needAccess(
          'configmaps',
          'steering live data, capabilities.steerDataSource',
          'get',
          'create',
          'update',
          'delete',
        )
      : []),
    ...(breakClusterApi
      ? needAccess('configmaps', 'making the Kubernetes API fail, capabilities.breakClusterApi', 'create', 'delete')
      : []),
  ];
}
