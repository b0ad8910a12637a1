// Who the stand-in's pods are to the API server, and what they may do: nothing that they do not need.
import type { V1PolicyRule, V1Role, V1RoleBinding, V1ServiceAccount } from '@kubernetes/client-node';

export const serverAccount = 'focus-server';
export const cleanupAccount = 'focus-cleanup';

type RightsObject = V1ServiceAccount | V1Role | V1RoleBinding;

/** ServiceAccounts, Roles and RoleBindings of the server and of its cleanup pods. A server with faults may remove pods. */
export function rights(namespace: string, hasFaults: boolean): RightsObject[] {
  const rules = hasFaults ? [...serverRules, rule('', 'pods', ['deletecollection'])] : serverRules;
  return [...rightsOf(serverAccount, namespace, rules), ...rightsOf(cleanupAccount, namespace, cleanupRules)];
}

const serverRules: V1PolicyRule[] = [
  rule('batch', 'jobs', ['create', 'delete', 'list', 'watch']),
  rule('', 'services', ['create', 'delete', 'list']),
  rule('', 'pods', ['list', 'watch']),
  rule('', 'events', ['list', 'watch']),
  rule('', 'configmaps', ['create', 'get', 'list', 'update', 'watch']),
];

const cleanupRules: V1PolicyRule[] = [rule('batch', 'jobs', ['delete', 'get']), rule('', 'services', ['delete'])];

function rule(apiGroup: string, resource: string, verbs: string[]): V1PolicyRule {
  return { apiGroups: [apiGroup], resources: [resource], verbs };
}

function rightsOf(name: string, namespace: string, rules: V1PolicyRule[]): RightsObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name, namespace };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion, kind: 'Role', metadata, rules },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}
