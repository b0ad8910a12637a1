// The strategies of all resources.
import type { Resource } from '../resources';
import { eventStrategy, namespaceStrategy, quotaStrategy, secretStrategy } from './cluster';
import { jobStrategy } from './job';
import { podStrategy } from './pod';
import { clusterRoleBindingStrategy, clusterRoleStrategy, roleBindingStrategy, roleStrategy } from './rbac';
import { serviceStrategy } from './service';
import type { Strategies, Strategy } from './strategy';
import { deploymentStrategy, replicaSetStrategy } from './workloads';

/** The resource's own rules; empty when it has none. */
export function strategyOf<R extends Resource>(resource: R): Strategy<R> {
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
