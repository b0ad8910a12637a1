// Jobs.
import { isDeepStrictEqual } from 'node:util';
import type { Cause } from '../status-error';
import type { Draft, Stored } from '../types';
import { goSelector, immutable, invalidValue, notNegative, required } from './causes';
import type { Strategy } from './strategy';
import { fillTemplate, templateCauses } from './template';

/** Source: the Job's registry strategy (`generateSelector`) and `SetDefaults_Job`. */
export const jobStrategy: Strategy<'jobs'> = {
  prepareCreate(draft) {
    draft.spec ??= { template: {} };
    draft.spec.template ??= {};
    const { spec, metadata } = draft;
    fillTemplate(spec.template);
    if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
    spec.parallelism ??= 1;
    spec.backoffLimit ??= 6;
    if (!spec.manualSelector) generateSelector(draft);
    const labels = spec.template.metadata?.labels;
    if (!metadata.labels && labels) metadata.labels = { ...labels };
    draft.status = {};
  },
  prepareUpdate(draft) {
    if (draft.spec?.template) fillTemplate(draft.spec.template);
  },
  validate(draft, stored) {
    const { spec } = draft;
    if (!spec) return [required('spec')];
    return [
      ...(isGenerated(draft) || spec.manualSelector ? [] : [notGenerated(draft)]),
      ...notNegative('spec.parallelism', spec.parallelism),
      ...notNegative('spec.completions', spec.completions),
      ...notNegative('spec.activeDeadlineSeconds', spec.activeDeadlineSeconds),
      ...notNegative('spec.backoffLimit', spec.backoffLimit),
      ...notNegative('spec.ttlSecondsAfterFinished', spec.ttlSecondsAfterFinished),
      ...templateCauses(spec.template, spec.selector),
      ...restartCauses(spec.template.spec?.restartPolicy),
      ...(stored ? changeCauses(spec, stored.spec) : []),
    ];
  },
};

type JobSpec = NonNullable<Draft<'jobs'>['spec']>;

function generateSelector({ metadata, spec }: Draft<'jobs'>): void {
  if (!spec) return;
  const own = { 'controller-uid': metadata.uid, 'job-name': metadata.name };
  spec.template.metadata = { ...spec.template.metadata, labels: { ...spec.template.metadata?.labels, ...own } };
  const matchLabels = { ...spec.selector?.matchLabels, 'controller-uid': metadata.uid };
  spec.selector = { ...spec.selector, matchLabels };
}

function isGenerated({ metadata, spec }: Draft<'jobs'>): boolean {
  return isDeepStrictEqual(spec?.selector, { matchLabels: { 'controller-uid': metadata.uid } });
}

function notGenerated({ spec }: Draft<'jobs'>): Cause {
  return invalidValue('spec.selector', goSelector(spec?.selector), '`selector` not auto-generated');
}

function restartCauses(policy: string | undefined): readonly Cause[] {
  if (policy === 'OnFailure' || policy === 'Never') return [];
  return [required('spec.template.spec.restartPolicy', 'valid values: "OnFailure", "Never"')];
}

function changeCauses(spec: JobSpec, stored: Stored<'jobs'>['spec']): readonly Cause[] {
  return [
    ...(spec.completions === stored?.completions ? [] : [immutable('spec.completions', spec.completions)]),
    ...(isDeepStrictEqual(spec.selector, stored?.selector)
      ? []
      : [immutable('spec.selector', goSelector(spec.selector))]),
    ...(isDeepStrictEqual(spec.template, stored?.template)
      ? []
      : [immutable('spec.template', 'core.PodTemplateSpec{…}')]),
  ];
}
