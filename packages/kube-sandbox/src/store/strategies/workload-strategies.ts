// Defaults and validation of Deployments and ReplicaSets.
import { isDeepStrictEqual } from 'node:util';
import type { Cause } from '../status-error';
import type { Draft, Stored } from '../store-types';
import { checkNotNegative, formatGoSelector, immutable, required, unsupported } from './field-causes';
import type { Strategy } from './strategy';
import { checkSelector, checkTemplate, fillTemplate } from './template-rules';

export const deploymentStrategy: Strategy<'deployments'> = {
  prepareCreate(draft) {
    fillWorkload(draft);
    if (!draft.spec) return;
    const { spec } = draft;
    spec.strategy ??= {};
    spec.strategy.type ??= 'RollingUpdate';
    if (spec.strategy.type === 'RollingUpdate') {
      spec.strategy.rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%', ...spec.strategy.rollingUpdate };
    }
    spec.revisionHistoryLimit ??= 10;
    spec.progressDeadlineSeconds ??= 600;
  },
  prepareUpdate: fillUpdate,
  validate: checkWorkload,
};

export const replicaSetStrategy: Strategy<'replicasets'> = {
  prepareCreate: fillWorkload,
  prepareUpdate: fillUpdate,
  validate: checkWorkload,
};

function fillWorkload(draft: Draft<'deployments'> | Draft<'replicasets'>): void {
  draft.spec ??= { selector: {}, template: {} };
  draft.spec.template ??= {};
  fillTemplate(draft.spec.template);
  draft.spec.replicas ??= 1;
  draft.metadata.generation = 1;
  draft.status = draft.kind === 'ReplicaSet' ? { replicas: 0 } : ({} as never);
}

function fillUpdate(draft: Draft<'deployments'> | Draft<'replicasets'>): void {
  if (draft.spec?.template) fillTemplate(draft.spec.template);
}

function checkWorkload(
  { spec }: Draft<'deployments'> | Draft<'replicasets'>,
  stored?: Stored<'deployments'> | Stored<'replicasets'>,
): readonly Cause[] {
  if (!spec) return [required('spec')];
  const { selector, template = {} } = spec;
  const restartPolicy = template.spec?.restartPolicy ?? 'Always';
  return [
    ...checkNotNegative('spec.replicas', spec.replicas),
    ...checkSelector(selector),
    ...checkTemplate(template, selector),
    ...(restartPolicy === 'Always' ? [] : [unsupported('spec.template.spec.restartPolicy', restartPolicy, ['Always'])]),
    ...(stored && !isDeepStrictEqual(selector, stored.spec?.selector)
      ? [immutable('spec.selector', formatGoSelector(selector))]
      : []),
  ];
}
