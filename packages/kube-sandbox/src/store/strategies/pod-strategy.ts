// Defaults and validation of pods.
import { isDeepStrictEqual } from 'node:util';
import { parseThousandths } from '../../quantity';
import type { Draft, Stored } from '../store-types';
import { forbiddenField } from './field-causes';
import { fillPod, fillPodSpec, type PodSpec } from './pod-defaults';
import { checkPodSpec } from './pod-rules';
import type { Strategy } from './strategy';

export const podStrategy: Strategy<'pods'> = {
  prepareCreate(draft) {
    draft.spec ??= { containers: [] };
    fillPodSpec(draft.spec);
    fillPod(draft.spec);
    draft.status = { phase: 'Pending', qosClass: getQosClass(draft.spec) };
  },
  prepareUpdate(draft) {
    if (draft.spec) fillPodSpec(draft.spec);
  },
  validate(draft, stored) {
    const causes = checkPodSpec(draft.spec, 'spec');
    if (!stored || isDeepStrictEqual(selectUnchangeable(draft.spec), selectUnchangeable(stored.spec))) return causes;
    return [...causes, forbiddenField('spec', updateRule)];
  },
};

const updateRule =
  'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)';

function selectUnchangeable(spec: Draft<'pods'>['spec'] | Stored<'pods'>['spec']): unknown {
  const { activeDeadlineSeconds: _seconds, tolerations: _tolerations, ...rest } = spec ?? { containers: [] };
  const containers = rest.containers.map(({ image: _image, ...container }) => container);
  const initContainers = (rest.initContainers ?? []).map(({ image: _image, ...container }) => container);
  return { ...rest, containers, initContainers };
}

/** Source: `GetPodQOS`: Guaranteed when every container's CPU and memory limits equal its requests, BestEffort when there are none. */
function getQosClass({ containers = [], initContainers = [] }: PodSpec): string {
  const all = [...containers, ...initContainers].map(({ resources }) => resources ?? {});
  const counted = (amounts: Record<string, string> = {}): string[] =>
    Object.keys(amounts).filter((name) => name === 'cpu' || name === 'memory');
  const isEmpty = all.every(({ limits, requests }) => counted(limits).length + counted(requests).length === 0);
  if (isEmpty) return 'BestEffort';
  const isGuaranteed = all.every(({ limits = {}, requests = {} }) =>
    ['cpu', 'memory'].every((name) => {
      const [limit, request] = [limits[name], requests[name]];
      return limit !== undefined && request !== undefined && parseThousandths(limit) === parseThousandths(request);
    }),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
