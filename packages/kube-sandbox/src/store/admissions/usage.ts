// What an object counts for in a quota.
import { thousandths } from '../../quantity';
import { definitionOf, groupResource, type Resource } from '../resources';
import { hasNodePorts } from '../strategies/service';
import type { Draft, KubeObject, Stored } from '../types';

/** Amounts in thousandths by the quota's names for them. */
export type Usage = ReadonlyMap<string, number>;

const NOTHING: Usage = new Map();

/** What an object uses up. Source: the evaluators of the quota packages. */
export function usageOf(resource: Resource, object: KubeObject | Draft | undefined): Usage {
  if (!object) return NOTHING;
  const known = usages.get(object);
  if (known) return known;
  const usage = new Map([[`count/${groupResource(definitionOf(resource))}`, 1000]]);
  if (COUNTED.includes(resource)) usage.set(resource, 1000);
  if (resource === 'services') addService(usage, object as Stored<'services'>);
  if (resource === 'pods') addPod(usage, object as Stored<'pods'>);
  if (Object.isFrozen(object)) usages.set(object, usage);
  return usage;
}

/** What a pod must say for the quota's sake and does not: `limits.memory`, `requests.cpu`, sorted. */
export function unspecified(pod: Draft<'pods'>, constrained: readonly string[]): readonly string[] {
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const isSaid = (name: string): boolean => {
    const [kind, resource = name] = /^(requests|limits)\.(.*)$/.exec(name)?.slice(1) ?? ['requests'];
    return containers.every(
      ({ resources }) => (kind === 'limits' ? resources?.limits : resources?.requests)?.[resource] !== undefined,
    );
  };
  return constrained.filter((name) => MUST_BE_SAID.includes(name) && !isSaid(name)).sort();
}

/** Of objects that cannot change any more. */
const usages = new WeakMap<KubeObject | Draft, Usage>();

const COUNTED: readonly Resource[] = ['configmaps', 'persistentvolumeclaims', 'resourcequotas', 'secrets', 'services'];

const MUST_BE_SAID = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

function addService(usage: Map<string, number>, { spec }: Stored<'services'>): void {
  if (hasNodePorts(spec)) usage.set('services.nodeports', 1000 * (spec?.ports ?? []).length);
  if (spec?.type === 'LoadBalancer') usage.set('services.loadbalancers', 1000);
}

function addPod(usage: Map<string, number>, { spec, status }: Stored<'pods'>): void {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return;
  usage.set('pods', 1000);
  const { containers = [], initContainers = [] } = spec ?? {};
  for (const kind of ['requests', 'limits'] as const) {
    const together = sum(containers.map(({ resources }) => resources?.[kind] ?? {}));
    const alone = initContainers.map(({ resources }) => resources?.[kind] ?? {});
    for (const [name, amount] of larger(together, alone)) {
      usage.set(`${kind}.${name}`, amount);
      if (kind === 'requests' && !name.includes('/')) usage.set(name, amount);
    }
  }
}

/** Init containers run one after the other, before all others. */
function larger(
  together: ReadonlyMap<string, number>,
  alone: readonly Readonly<Record<string, string>>[],
): Map<string, number> {
  const most = new Map(together);
  for (const [name, amount] of alone.flatMap((amounts) => Object.entries(amounts))) {
    most.set(name, Math.max(most.get(name) ?? 0, thousandths(amount)));
  }
  return most;
}

function sum(lists: readonly Readonly<Record<string, string>>[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const [name, amount] of lists.flatMap((amounts) => Object.entries(amounts))) {
    total.set(name, (total.get(name) ?? 0) + thousandths(amount));
  }
  return total;
}
