// Who may do what: RBAC over the stored roles and bindings.
import { StatusError, type Store, type Stored } from '../store';
import type { UserInfo } from './authentication';
import type { RequestInfo, ResourceRequest } from './request-info';

/** What is asked to be allowed: an action on a resource or on a path. */
export type Attributes =
  | Pick<ResourceRequest, 'kind' | 'verb' | 'group' | 'namespace' | 'resource' | 'subresource' | 'name'>
  | { readonly kind: 'path'; readonly verb: string; readonly path: string };

/** A rule of a role. */
export type Rule = NonNullable<Stored<'roles'>['rules']>[number];

/** Decides by the roles and bindings that the store holds at the time of the call. */
export class Authorizer {
  constructor(private readonly store: Pick<Store, 'list' | 'find'>) {}

  /** Throws `StatusError` Forbidden with Kubernetes' text. */
  check(user: UserInfo, info: RequestInfo): void {
    if (!this.isAllowed(user, info)) throw refusal(user, info);
  }

  isAllowed(user: UserInfo, asked: Attributes): boolean {
    if (user.groups.includes('system:masters')) return true;
    const namespace = asked.kind === 'resource' ? asked.namespace : undefined;
    return this.rulesOf(user, namespace).some((rule) => covers(rule, asked));
  }

  /** Every rule that holds for the user: those of the whole cluster and those of one namespace. */
  rulesOf(user: UserInfo, namespace: string | undefined): readonly Rule[] {
    const clusterWide = this.store
      .list('clusterrolebindings')
      .filter(({ subjects = [] }) => subjects.some((subject) => isSubject(subject, user, '')))
      .flatMap(({ roleRef }) => this.clusterRules(roleRef.name));
    if (namespace === undefined) return clusterWide;
    const local = this.store
      .list('rolebindings', namespace)
      .filter(({ subjects = [] }) => subjects.some((subject) => isSubject(subject, user, namespace)))
      .flatMap(({ roleRef }) =>
        roleRef.kind === 'ClusterRole'
          ? this.clusterRules(roleRef.name)
          : (this.store.find('roles', namespace, roleRef.name)?.rules ?? []),
      );
    return [...clusterWide, ...local];
  }

  private clusterRules(name: string): readonly Rule[] {
    return this.store.find('clusterroles', undefined, name)?.rules ?? [];
  }
}

type Subject = NonNullable<Stored<'rolebindings'>['subjects']>[number];

function isSubject(subject: Subject, user: UserInfo, bindingNamespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount':
      return user.name === `system:serviceaccount:${subject.namespace || bindingNamespace}:${subject.name}`;
    default:
      return false;
  }
}

function covers(rule: Rule, asked: Attributes): boolean {
  if (!includes(rule.verbs, asked.verb)) return false;
  if (asked.kind === 'path') return (rule.nonResourceURLs ?? []).some((pattern) => coversPath(pattern, asked.path));
  const { resourceNames = [], resources = [], apiGroups = [] } = rule;
  const { group, resource, subresource, name } = asked;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const isNamed = resourceNames.length === 0 || resourceNames.includes(name);
  const isCovered = includes(resources, whole) || (subresource !== undefined && resources.includes(`*/${subresource}`));
  return isNamed && isCovered && includes(apiGroups, group);
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function coversPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

function refusal(user: UserInfo, asked: Attributes): StatusError {
  const who = `User ${JSON.stringify(user.name)} cannot`;
  if (asked.kind === 'path') {
    return new StatusError(403, 'Forbidden', `forbidden: ${who} ${asked.verb} path ${JSON.stringify(asked.path)}`, {});
  }
  const { verb, group, resource, subresource, namespace, name } = asked;
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const what = `${who} ${verb} resource ${JSON.stringify(whole)} in API group ${JSON.stringify(group)} ${scope}`;
  const subject = name === '' ? `${qualified} is forbidden` : `${qualified} ${JSON.stringify(name)} is forbidden`;
  const details = { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource };
  return new StatusError(403, 'Forbidden', `${subject}: ${what}`, details);
}
