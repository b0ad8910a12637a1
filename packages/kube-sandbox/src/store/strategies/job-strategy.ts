// Defaults and validation of Jobs.
import { isDeepStrictEqual } from 'node:util';
import type { Cause } from '../status-error';
import type { Draft, Stored } from '../store-types';
import { checkNotNegative, formatGoSelector, immutable, invalidValue, required } from './field-causes';
import type { Strategy } from './strategy';
import { checkTemplate, fillTemplate } from './template-rules';

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
      ...(isGenerated(draft) || spec.manualSelector ? [] : [createNotGenerated(draft)]),
      ...checkNotNegative('spec.parallelism', spec.parallelism),
      ...checkNotNegative('spec.completions', spec.completions),
      ...checkNotNegative('spec.activeDeadlineSeconds', spec.activeDeadlineSeconds),
      ...checkNotNegative('spec.backoffLimit', spec.backoffLimit),
      ...checkNotNegative('spec.ttlSecondsAfterFinished', spec.ttlSecondsAfterFinished),
      ...checkTemplate(spec.template, spec.selector),
      ...checkRestartPolicy(spec.template.spec?.restartPolicy),
      ...(stored ? checkChange(spec, stored.spec) : []),
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

function createNotGenerated({ spec }: Draft<'jobs'>): Cause {
  return invalidValue('spec.selector', formatGoSelector(spec?.selector), '`selector` not auto-generated');
}

function checkRestartPolicy(policy: string | undefined): readonly Cause[] {
  if (policy === 'OnFailure' || policy === 'Never') return [];
  return [required('spec.template.spec.restartPolicy', 'valid values: "OnFailure", "Never"')];
}

function checkChange(spec: JobSpec, stored: Stored<'jobs'>['spec']): readonly Cause[] {
  return [
    ...(spec.completions === stored?.completions ? [] : [immutable('spec.completions', spec.completions)]),
    ...(isDeepStrictEqual(spec.selector, stored?.selector)
      ? []
      : [immutable('spec.selector', formatGoSelector(spec.selector))]),
    ...(isDeepStrictEqual(spec.template, stored?.template)
      ? []
      : [immutable('spec.template', 'core.PodTemplateSpec{…}')]),
  ];
}
