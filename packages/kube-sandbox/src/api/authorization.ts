// Who may do what: RBAC over the stored roles and bindings.
import { StatusError, type Store, type Stored } from '../store';
import type { UserInfo } from './authentication';
import type { ResourceRequest } from './request-info';

/** An action on a resource or on a path, which a user wants to carry out. */
export type Attributes =
  | (Pick<ResourceRequest, 'kind' | 'group' | 'namespace' | 'resource' | 'subresource' | 'name'> & {
      /** One of the API's own, or another that rules may name, such as `impersonate`. */
      readonly verb: string;
    })
  | { readonly kind: 'path'; readonly verb: string; readonly path: string };

/** A rule of a role. */
export type Rule = NonNullable<Stored<'roles'>['rules']>[number];

/** Decides by the roles and bindings that the store holds at the time of the call. */
export class Authorizer {
  readonly #store: Pick<Store, 'list' | 'find'>;

  constructor(store: Pick<Store, 'list' | 'find'>) {
    this.#store = store;
  }

  /** Throws `StatusError` Forbidden with Kubernetes' text. */
  check(user: UserInfo, info: Attributes): void {
    if (!this.isAllowed(user, info)) throw createRefusal(user, info);
  }

  isAllowed(user: UserInfo, action: Attributes): boolean {
    return user.groups.includes('system:masters') || this.#findGrant(user, action) !== undefined;
  }

  /** Which binding allows it, as Kubernetes writes it; undefined where none does, or none is needed. */
  explain(user: UserInfo, action: Attributes): string | undefined {
    const grant = user.groups.includes('system:masters') ? undefined : this.#findGrant(user, action);
    return grant && describeGrant(grant);
  }

  /** Every rule that holds for the user: those of the whole cluster and those of one namespace. */
  listRules(user: UserInfo, namespace: string | undefined): readonly Rule[] {
    return this.#listGrants(user, namespace).map(({ rule }) => rule);
  }

  #findGrant(user: UserInfo, action: Attributes): Grant | undefined {
    const namespace = action.kind === 'resource' ? action.namespace : undefined;
    return this.#listGrants(user, namespace).find(({ rule }) => covers(rule, action));
  }

  #listGrants(user: UserInfo, namespace: string | undefined): readonly Grant[] {
    const clusterWide = this.#store.list('clusterrolebindings').flatMap((binding) => {
      const subject = findSubject(binding.subjects, user, '');
      return subject ? createGrants(this.#findRules(binding.roleRef, undefined), binding, subject) : [];
    });
    if (namespace === undefined) return clusterWide;
    const local = this.#store.list('rolebindings', namespace).flatMap((binding) => {
      const subject = findSubject(binding.subjects, user, namespace);
      return subject ? createGrants(this.#findRules(binding.roleRef, namespace), binding, subject) : [];
    });
    return [...clusterWide, ...local];
  }

  #findRules({ kind, name }: RoleRef, namespace: string | undefined): readonly Rule[] {
    if (kind === 'ClusterRole') return this.#store.find('clusterroles', undefined, name)?.rules ?? [];
    return this.#store.find('roles', namespace, name)?.rules ?? [];
  }
}

/** A rule that holds for a user, and through which binding it does. */
interface Grant {
  readonly rule: Rule;
  readonly binding: Binding;
  readonly subject: Subject;
}

type Binding = Stored<'rolebindings'> | Stored<'clusterrolebindings'>;
type RoleRef = Binding['roleRef'];

function createGrants(rules: readonly Rule[], binding: Binding, subject: Subject): readonly Grant[] {
  return rules.map((rule) => ({ rule, binding, subject }));
}

/** Written only when it is requested: every call is checked, hardly any is explained. */
function describeGrant({ binding, subject }: Grant): string {
  const { kind, name } = binding.roleRef;
  const { namespace } = binding.metadata;
  const bound = namespace === undefined ? binding.metadata.name : `${binding.metadata.name}/${namespace}`;
  const bearer = subject.namespace ? `${subject.name}/${subject.namespace}` : subject.name;
  return `RBAC: allowed by ${binding.kind} ${JSON.stringify(bound)} of ${kind} ${JSON.stringify(name)} to ${subject.kind} ${JSON.stringify(bearer)}`;
}

type Subject = NonNullable<Stored<'rolebindings'>['subjects']>[number];

function findSubject(subjects: readonly Subject[] | undefined, user: UserInfo, namespace: string): Subject | undefined {
  return subjects?.find((subject) => isSubject(subject, user, namespace));
}

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

function covers(rule: Rule, action: Attributes): boolean {
  if (!includes(rule.verbs, action.verb)) return false;
  if (action.kind === 'path') return (rule.nonResourceURLs ?? []).some((pattern) => coversPath(pattern, action.path));
  const { resourceNames = [], resources = [], apiGroups = [] } = rule;
  const { group, resource, subresource, name } = action;
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

function createRefusal(user: UserInfo, action: Attributes): StatusError {
  const who = `User ${JSON.stringify(user.name)} cannot`;
  if (action.kind === 'path') {
    return new StatusError(
      403,
      'Forbidden',
      `forbidden: ${who} ${action.verb} path ${JSON.stringify(action.path)}`,
      {},
    );
  }
  const { verb, group, resource, subresource, namespace, name } = action;
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const what = `${who} ${verb} resource ${JSON.stringify(whole)} in API group ${JSON.stringify(group)} ${scope}`;
  const subject = name === '' ? `${qualified} is forbidden` : `${qualified} ${JSON.stringify(name)} is forbidden`;
  const details = { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource };
  return new StatusError(403, 'Forbidden', `${subject}: ${what}`, details);
}
