// Defaults and validation of the pod templates of Jobs, Deployments and ReplicaSets.
import { matchesLabels, parseSelectorObject } from '../selectors';
import type { Cause } from '../status-error';
import type { Draft } from '../store-types';
import { formatGoLabels, invalidValue, required } from './field-causes';
import { checkLabels } from './metadata-rules';
import { fillPodSpec } from './pod-defaults';
import { checkPodSpec } from './pod-rules';

type Template = NonNullable<Draft<'jobs'>['spec']>['template'];
type Selector = NonNullable<Draft<'jobs'>['spec']>['selector'];

/** Fills the template's defaults. */
export function fillTemplate(template: Template): void {
  template.metadata ??= {};
  // Kubernetes writes the time that a template never has as null.
  template.metadata = Object.assign({ creationTimestamp: null }, template.metadata);
  template.spec ??= { containers: [] };
  fillPodSpec(template.spec);
}

/** What is wrong with a template; its labels must match the selector. */
export function checkTemplate(template: Template, selector: Selector): readonly Cause[] {
  const labels = template.metadata?.labels;
  const matches =
    selector !== undefined && !isEmpty(selector) && matchesLabels(parseSelectorObject(selector), labels ?? {});
  return [
    ...(matches
      ? []
      : [
          invalidValue(
            'spec.template.metadata.labels',
            formatGoLabels(labels),
            '`selector` does not match template `labels`',
          ),
        ]),
    ...checkLabels('spec.template.labels', labels),
    ...checkPodSpec(template.spec, 'spec.template.spec'),
  ];
}

/** A Deployment or ReplicaSet must select its pods. */
export function checkSelector(selector: Selector): readonly Cause[] {
  if (selector === undefined) return [required('spec.selector')];
  if (!isEmpty(selector)) return [];
  return [invalidValue('spec.selector', '{}', 'empty selector is invalid for deployment')];
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: NonNullable<Selector>): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}
