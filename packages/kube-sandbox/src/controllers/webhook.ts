// The fault of an admission webhook that changes the pods of jobs before they are stored.
import type { PodTemplate } from './owned-pods';

type PodSpec = NonNullable<PodTemplate['spec']>;

/** The pod without its containers' limits on CPU and memory, as a webhook leaves it that is to keep containers from being throttled. */
export function withoutLimits(spec: PodSpec): PodSpec {
  return { ...spec, containers: spec.containers.map(unlimited) };
}

function unlimited(container: PodSpec['containers'][number]): PodSpec['containers'][number] {
  const { cpu: _cpu, memory: _memory, ...limits } = container.resources?.limits ?? {};
  return { ...container, resources: { ...container.resources, limits } };
}
