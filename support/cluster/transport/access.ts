// Whether the environment lets the suite do what it needs, asked before the first scenario and not found out in the middle.
import { z } from 'zod';
import type { ClusterConnection } from './connection';
import { isKubernetesError } from './kubernetes-error';

/** A right that the suite needs, in its namespace unless said otherwise. */
export interface AccessNeed {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Of no namespace, or of all: granted by a ClusterRole. */
  readonly clusterWide?: boolean;
  /** What goes wrong without it, for the message: "watching pods". */
  readonly purpose: string;
}

export interface AccessRefusal extends AccessNeed {
  /** The API server's reason, often empty. */
  readonly reason: string;
}

/** What every run needs: reading, watching, logs. What changes the cluster is asked for only where a scenario needs it. */
export const readingAccess: readonly AccessNeed[] = [
  ...reading('', 'pods', 'services', 'endpoints', 'events'),
  ...reading('batch', 'jobs'),
  { verb: 'get', group: '', resource: 'pods', subresource: 'log', purpose: 'reading the logs of jobs' },
  { verb: 'get', group: '', resource: 'nodes', clusterWide: true, purpose: 'looking what a node can bear' },
  { verb: 'list', group: '', resource: 'pods', clusterWide: true, purpose: 'adding up what a node has to bear' },
];

/** What the sweep needs: removing what an earlier run left. */
export const sweepingAccess: readonly AccessNeed[] = [
  { verb: 'delete', group: 'batch', resource: 'jobs', purpose: 'removing leftover jobs' },
  { verb: 'delete', group: '', resource: 'services', purpose: 'removing leftover services' },
  { verb: 'delete', group: '', resource: 'pods', purpose: 'removing leftover pods' },
];

/** The needs that the API server refuses to this user, in their order. Throws a KubernetesError when it cannot be asked. */
export async function refusedAccess(
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

/** `unknown`: this user may not read namespaces, which a run does not need. */
export async function namespaceState(
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

/** Such as `v1.20.2`, at most its first 100 characters. */
export async function serverVersion(connection: ClusterConnection): Promise<string> {
  const version = versionSchema.safeParse(await connection.version.getCode());
  return version.success ? version.data.gitVersion.slice(0, 100) : 'unknown';
}

function reading(group: string, ...resources: readonly string[]): AccessNeed[] {
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
