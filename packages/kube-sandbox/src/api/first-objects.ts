// The objects that every cluster has from its start.
import type { NewObject, Store } from '../store';

/** Creates the namespaces, the roles that every cluster has and the Service of the API server itself. */
export function createFirstObjects(store: Store, server: { readonly host: string; readonly port: number }): void {
  for (const name of firstNamespaces) store.create('namespaces', { metadata: { name } });
  for (const role of clusterRoles) store.create('clusterroles', role);
  for (const [role, group] of boundRoles) store.create('clusterrolebindings', createBinding(role, group));
  const metadata = {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  };
  const https = { name: 'https', protocol: 'TCP', port: server.port };
  store.create('endpoints', { metadata, subsets: [{ addresses: [{ ip: server.host }], ports: [https] }] });
  store.create('services', {
    metadata,
    spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', ports: [{ ...https, port: 443, targetPort: server.port }] },
  });
}

const firstNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

const boundRoles = [
  ['cluster-admin', 'system:masters'],
  ['system:basic-user', 'system:authenticated'],
  ['system:discovery', 'system:authenticated'],
] as const;

const readVerbs = ['get', 'list', 'watch'];
const writeVerbs = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const workloadRules = [
  createRule(
    [''],
    ['configmaps', 'endpoints', 'events', 'persistentvolumeclaims', 'pods', 'pods/log', 'pods/status', 'services'],
  ),
  createRule([''], ['namespaces', 'resourcequotas', 'serviceaccounts']),
  createRule(['apps'], ['deployments', 'deployments/scale', 'replicasets', 'replicasets/scale']),
  createRule(['batch'], ['jobs', 'jobs/status']),
];

const clusterRoles: readonly NewObject<'clusterroles'>[] = [
  {
    metadata: { name: 'cluster-admin' },
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
  {
    metadata: { name: 'system:basic-user' },
    rules: [
      {
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        verbs: ['create'],
      },
    ],
  },
  {
    metadata: { name: 'system:discovery' },
    rules: [
      {
        nonResourceURLs: [
          '/',
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
          '/version/',
        ],
        verbs: ['get'],
      },
    ],
  },
  { metadata: { name: 'view' }, rules: workloadRules.map((part) => ({ ...part, verbs: readVerbs })) },
  {
    metadata: { name: 'edit' },
    rules: workloadRules.map((part) => ({ ...part, verbs: [...readVerbs, ...writeVerbs] })),
  },
];

function createRule(apiGroups: string[], resources: string[]): { apiGroups: string[]; resources: string[] } {
  return { apiGroups, resources };
}

function createBinding(role: string, group: string): NewObject<'clusterrolebindings'> {
  return {
    metadata: { name: role },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
  };
}
