// Policy `drop-limits`: an admission webhook that removes limits from a pod before it is stored.
import type { Stored } from '../store';

type PodSpec = NonNullable<NonNullable<Stored<'jobs'>['spec']>['template']['spec']>;

/** The pod without its containers' limits of these resources. */
export function dropLimits(spec: PodSpec, resources: readonly string[]): PodSpec {
  const containers = spec.containers.map((container) => {
    const limits = Object.entries(container.resources?.limits ?? {}).filter(([name]) => !resources.includes(name));
    return { ...container, resources: { ...container.resources, limits: Object.fromEntries(limits) } };
  });
  return { ...spec, containers };
}
