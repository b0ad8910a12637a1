// Checks before the first scenario that the environment grants the rights that the suite needs.
import { z } from 'zod';
import type { ClusterConnection } from './connection';
import { isKubernetesError } from './kubernetes-error';

/** A right that the suite needs in its namespace, or in the cluster if `clusterWide`. */
export interface AccessNeed {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Granted by a ClusterRole: for objects of no namespace, or of all namespaces. */
  readonly clusterWide?: boolean;
  /** What the suite needs it for, such as "watching pods". */
  readonly purpose: string;
}

export interface AccessRefusal extends AccessNeed {
  /** The API server's reason, often empty. */
  readonly reason: string;
}

/** The rights that every run needs: reading, watching, logs. Rights to change the cluster depend on the capabilities of the profile. */
export const readingAccess: readonly AccessNeed[] = [
  ...needReading('', 'pods', 'services', 'endpoints', 'events'),
  ...needReading('batch', 'jobs'),
  { verb: 'get', group: '', resource: 'pods', subresource: 'log', purpose: 'reading the logs of jobs' },
  { verb: 'get', group: '', resource: 'nodes', clusterWide: true, purpose: 'reading what a node can allocate' },
  { verb: 'list', group: '', resource: 'pods', clusterWide: true, purpose: 'adding up the requests on a node' },
];

/** The rights that the sweep needs: removing objects that an earlier run left. */
export const sweepingAccess: readonly AccessNeed[] = [
  { verb: 'delete', group: 'batch', resource: 'jobs', purpose: 'removing leftover jobs' },
  { verb: 'delete', group: '', resource: 'services', purpose: 'removing leftover services' },
  { verb: 'delete', group: '', resource: 'pods', purpose: 'removing leftover pods' },
];

/** The rights that this user does not have, in the given order. @throws KubernetesError if the review fails */
export async function findRefusedAccess(
  connection: ClusterConnection,
  needs: readonly AccessNeed[],
): Promise<readonly AccessRefusal[]> {
  const answers = await Promise.all(needs.map((need) => review(connection, need)));
  return answers.filter((answer) => answer !== undefined);
}

/** Such as `watch jobs.batch (watching jobs)`. */
export function describeNeed(need: AccessNeed): string {
  const group = need.group === '' ? '' : `.${need.group}`;
  const subresource = need.subresource === undefined ? '' : `/${need.subresource}`;
  const scope = need.clusterWide === true ? ' in the whole cluster' : '';
  return `${need.verb} ${need.resource}${subresource}${group}${scope} (${need.purpose})`;
}

/** `unknown`: this user may not read namespaces, which is no problem for a run. */
export async function readNamespaceState(
  connection: ClusterConnection,
): Promise<'active' | 'terminating' | 'missing' | 'unknown'> {
  try {
    const namespace = await connection.core.readNamespace({ name: connection.namespace });
    return namespace.status?.phase === 'Terminating' ? 'terminating' : 'active';
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return 'missing';
    if (isKubernetesError(error, 'forbidden')) return 'unknown';
    throw error;
  }
}

const versionSchema = z.object({ gitVersion: z.string() });

/** The version of the API server, such as `v1.20.2`; at most its first 100 characters. */
export async function readServerVersion(connection: ClusterConnection): Promise<string> {
  const version = versionSchema.safeParse(await connection.version.getCode());
  return version.success ? version.data.gitVersion.slice(0, 100) : 'unknown';
}

function needReading(group: string, ...resources: readonly string[]): AccessNeed[] {
  return resources.flatMap((resource) => [
    { verb: 'get', group, resource, purpose: `reading ${resource}` },
    { verb: 'list', group, resource, purpose: `listing ${resource}` },
    { verb: 'watch', group, resource, purpose: `watching ${resource}` },
  ]);
}

async function review(connection: ClusterConnection, need: AccessNeed): Promise<AccessRefusal | undefined> {
  const { verb, group, resource, subresource, clusterWide } = need;
  const { status } = await connection.authorization.createSelfSubjectAccessReview({
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          ...(clusterWide === true ? {} : { namespace: connection.namespace }),
          verb,
          group,
          resource,
          ...(subresource === undefined ? {} : { subresource }),
        },
      },
    },
  });
  return status?.allowed === true ? undefined : { ...need, reason: status?.reason ?? '' };
}
