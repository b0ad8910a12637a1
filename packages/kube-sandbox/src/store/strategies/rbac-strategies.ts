// Defaults and validation of roles and their bindings.
import type { Cause } from '../status-error';
import type { Draft } from '../store-types';
import { required, unsupported } from './field-causes';
import type { Strategy } from './strategy';

export const roleStrategy: Strategy<'roles'> = { validate: ({ rules }) => checkRules(rules) };
export const clusterRoleStrategy: Strategy<'clusterroles'> = { validate: ({ rules }) => checkRules(rules) };

export const roleBindingStrategy: Strategy<'rolebindings'> = {
  prepareCreate: fillSubjects,
  prepareUpdate: fillSubjects,
  validate: ({ roleRef }) => checkReference(roleRef, ['Role', 'ClusterRole']),
};

export const clusterRoleBindingStrategy: Strategy<'clusterrolebindings'> = {
  prepareCreate: fillSubjects,
  prepareUpdate: fillSubjects,
  validate: ({ roleRef }) => checkReference(roleRef, ['ClusterRole']),
};

type Binding = Draft<'rolebindings'> | Draft<'clusterrolebindings'>;

const rbacGroup = 'rbac.authorization.k8s.io';

function fillSubjects({ roleRef, subjects = [] }: Binding): void {
  if (roleRef) roleRef.apiGroup ||= rbacGroup;
  for (const subject of subjects) {
    if (subject.kind !== 'ServiceAccount') subject.apiGroup ||= rbacGroup;
  }
}

function checkRules(rules: Draft<'roles'>['rules'] = []): readonly Cause[] {
  return rules.flatMap((rule, index) => {
    const field = `rules[${index}]`;
    const isPath = (rule.nonResourceURLs ?? []).length > 0;
    const isEmpty = (list: readonly string[] | undefined): boolean => (list ?? []).length === 0;
    return [
      ...(isEmpty(rule.verbs) ? [required(`${field}.verbs`, 'verbs must contain at least one value')] : []),
      ...(!isPath && isEmpty(rule.apiGroups)
        ? [required(`${field}.apiGroups`, 'resource rules must supply at least one api group')]
        : []),
      ...(!isPath && isEmpty(rule.resources)
        ? [required(`${field}.resources`, 'resource rules must supply at least one resource')]
        : []),
    ];
  });
}

function checkReference(reference: Binding['roleRef'] | undefined, kinds: readonly string[]): readonly Cause[] {
  const { kind = '', name = '' } = reference ?? {};
  return [
    ...(kinds.includes(kind) ? [] : [unsupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required('roleRef.name')] : []),
  ];
}
