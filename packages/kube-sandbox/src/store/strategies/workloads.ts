// Deployments and ReplicaSets.
import { isDeepStrictEqual } from 'node:util';
import type { Cause } from '../status-error';
import type { Draft, Stored } from '../types';
import { goSelector, immutable, notNegative, required, unsupported } from './causes';
import type { Strategy } from './strategy';
import { fillTemplate, selectorCauses, templateCauses } from './template';

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
  validate: workloadCauses,
};

export const replicaSetStrategy: Strategy<'replicasets'> = {
  prepareCreate: fillWorkload,
  prepareUpdate: fillUpdate,
  validate: workloadCauses,
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

function workloadCauses(
  { spec }: Draft<'deployments'> | Draft<'replicasets'>,
  stored?: Stored<'deployments'> | Stored<'replicasets'>,
): readonly Cause[] {
  if (!spec) return [required('spec')];
  const { selector, template = {} } = spec;
  const restartPolicy = template.spec?.restartPolicy ?? 'Always';
  return [
    ...notNegative('spec.replicas', spec.replicas),
    ...selectorCauses(selector),
    ...templateCauses(template, selector),
    ...(restartPolicy === 'Always' ? [] : [unsupported('spec.template.spec.restartPolicy', restartPolicy, ['Always'])]),
    ...(stored && !isDeepStrictEqual(selector, stored.spec?.selector)
      ? [immutable('spec.selector', goSelector(selector))]
      : []),
  ];
}
