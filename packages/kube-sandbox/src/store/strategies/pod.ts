// Pods.
import { isDeepStrictEqual } from 'node:util';
import { thousandths } from '../../quantity';
import type { Draft, Stored } from '../types';
import { forbiddenField } from './causes';
import { fillPod, fillPodSpec, type PodSpec } from './pod-defaults';
import { podSpecCauses } from './pod-rules';
import type { Strategy } from './strategy';

export const podStrategy: Strategy<'pods'> = {
  prepareCreate(draft) {
    draft.spec ??= { containers: [] };
    fillPodSpec(draft.spec);
    fillPod(draft.spec);
    draft.status = { phase: 'Pending', qosClass: qosClassOf(draft.spec) };
  },
  prepareUpdate(draft) {
    if (draft.spec) fillPodSpec(draft.spec);
  },
  validate(draft, stored) {
    const causes = podSpecCauses(draft.spec, 'spec');
    if (!stored || isDeepStrictEqual(unchangeable(draft.spec), unchangeable(stored.spec))) return causes;
    return [...causes, forbiddenField('spec', UPDATE_RULE)];
  },
};

const UPDATE_RULE =
  'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)';

function unchangeable(spec: Draft<'pods'>['spec'] | Stored<'pods'>['spec']): unknown {
  const { activeDeadlineSeconds: _seconds, tolerations: _tolerations, ...rest } = spec ?? { containers: [] };
  const containers = rest.containers.map(({ image: _image, ...container }) => container);
  const initContainers = (rest.initContainers ?? []).map(({ image: _image, ...container }) => container);
  return { ...rest, containers, initContainers };
}

/** Source: `GetPodQOS`: Guaranteed when every container's CPU and memory limits equal its requests, BestEffort when there are none. */
function qosClassOf({ containers = [], initContainers = [] }: PodSpec): string {
  const all = [...containers, ...initContainers].map(({ resources }) => resources ?? {});
  const counted = (amounts: Record<string, string> = {}): string[] =>
    Object.keys(amounts).filter((name) => name === 'cpu' || name === 'memory');
  const isEmpty = all.every(({ limits, requests }) => counted(limits).length + counted(requests).length === 0);
  if (isEmpty) return 'BestEffort';
  const isGuaranteed = all.every(({ limits = {}, requests = {} }) =>
    ['cpu', 'memory'].every((name) => {
      const [limit, request] = [limits[name], requests[name]];
      return limit !== undefined && request !== undefined && thousandths(limit) === thousandths(request);
    }),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
