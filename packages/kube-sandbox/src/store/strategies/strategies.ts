// The strategy of each resource.
import type { Resource } from '../resource-definitions';
import { eventStrategy, namespaceStrategy, quotaStrategy, secretStrategy } from './cluster-strategies';
import { jobStrategy } from './job-strategy';
import { podStrategy } from './pod-strategy';
import { clusterRoleBindingStrategy, clusterRoleStrategy, roleBindingStrategy, roleStrategy } from './rbac-strategies';
import { serviceStrategy } from './service-strategy';
import type { Strategies, Strategy } from './strategy';
import { deploymentStrategy, replicaSetStrategy } from './workload-strategies';

/** The resource's own rules; empty when it has none. */
export function getStrategy<R extends Resource>(resource: R): Strategy<R> {
  return strategies[resource] ?? {};
}

const strategies: Strategies = {
  clusterrolebindings: clusterRoleBindingStrategy,
  clusterroles: clusterRoleStrategy,
  deployments: deploymentStrategy,
  events: eventStrategy,
  jobs: jobStrategy,
  namespaces: namespaceStrategy,
  pods: podStrategy,
  replicasets: replicaSetStrategy,
  resourcequotas: quotaStrategy,
  rolebindings: roleBindingStrategy,
  roles: roleStrategy,
  secrets: secretStrategy,
  services: serviceStrategy,
};
