// The subresources that discovery lists beside `status`.
import type { Resource } from '../store';

export interface SubresourceDefinition {
  readonly name: string;
  /** Default: the kind of the resource itself. */
  readonly kind?: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

const scaleSubresource: SubresourceDefinition = {
  name: 'scale',
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  verbs: ['get', 'patch', 'update'],
};

export const subresourceDefinitions: Readonly<Partial<Record<Resource, readonly SubresourceDefinition[]>>> = {
  deployments: [scaleSubresource],
  namespaces: [{ name: 'finalize', verbs: ['update'] }],
  pods: [
    { name: 'binding', kind: 'Binding', verbs: ['create'] },
    { name: 'eviction', group: 'policy', version: 'v1beta1', kind: 'Eviction', verbs: ['create'] },
    { name: 'log', verbs: ['get'] },
  ],
  replicasets: [scaleSubresource],
  serviceaccounts: [
    { name: 'token', group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
  ],
};
