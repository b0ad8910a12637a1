// The service accounts of the stand-in's pods, with no more rights than they need.
import type { V1PolicyRule, V1Role, V1RoleBinding, V1ServiceAccount } from '@kubernetes/client-node';

export const serverAccount = 'focus-server';
export const cleanupAccount = 'focus-cleanup';

type RightsObject = V1ServiceAccount | V1Role | V1RoleBinding;

/** ServiceAccounts, Roles and RoleBindings of the server and of its cleanup pods. A server with faults may remove pods. */
export function buildRights(namespace: string, hasFaults: boolean): RightsObject[] {
  const rules = hasFaults ? [...serverRules, allow('', 'pods', ['deletecollection'])] : serverRules;
  return [...buildAccount(serverAccount, namespace, rules), ...buildAccount(cleanupAccount, namespace, cleanupRules)];
}

const serverRules: V1PolicyRule[] = [
  allow('batch', 'jobs', ['create', 'delete', 'list', 'watch']),
  allow('', 'services', ['create', 'delete', 'list']),
  allow('', 'pods', ['list', 'watch']),
  allow('', 'events', ['list', 'watch']),
  allow('', 'configmaps', ['create', 'get', 'list', 'update', 'watch']),
];

const cleanupRules: V1PolicyRule[] = [allow('batch', 'jobs', ['delete', 'get']), allow('', 'services', ['delete'])];

function allow(apiGroup: string, resource: string, verbs: string[]): V1PolicyRule {
  return { apiGroups: [apiGroup], resources: [resource], verbs };
}

function buildAccount(name: string, namespace: string, rules: V1PolicyRule[]): RightsObject[] {
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
