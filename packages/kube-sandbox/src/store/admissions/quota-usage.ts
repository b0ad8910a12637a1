// How much of a quota an object uses.
import { parseThousandths } from '../../quantity';
import { formatGroupResource, getDefinition, type Resource } from '../resource-definitions';
import type { Draft, KubeObject, Stored } from '../store-types';
import { hasNodePorts } from '../strategies/service-strategy';

/** Amounts in thousandths by the quota's names for them. */
export type Usage = ReadonlyMap<string, number>;

const noUsage: Usage = new Map();

/** What an object uses up. Source: the evaluators of the quota packages. */
export function getUsage(resource: Resource, object: KubeObject | Draft | undefined): Usage {
  if (!object) return noUsage;
  const known = usages.get(object);
  if (known) return known;
  const usage = new Map([[`count/${formatGroupResource(getDefinition(resource))}`, 1000]]);
  if (countedResources.includes(resource)) usage.set(resource, 1000);
  if (resource === 'services') addService(usage, object as Stored<'services'>);
  if (resource === 'pods') addPod(usage, object as Stored<'pods'>);
  if (Object.isFrozen(object)) usages.set(object, usage);
  return usage;
}

/** What the quota requires of a pod and the pod does not specify: `limits.memory`, `requests.cpu`, sorted. */
export function listUnspecified(pod: Draft<'pods'>, constrained: readonly string[]): readonly string[] {
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  const isSpecified = (name: string): boolean => {
    const [kind, resource = name] = /^(requests|limits)\.(.*)$/.exec(name)?.slice(1) ?? ['requests'];
    return containers.every(
      ({ resources }) => (kind === 'limits' ? resources?.limits : resources?.requests)?.[resource] !== undefined,
    );
  };
  return constrained.filter((name) => constrainedAmounts.includes(name) && !isSpecified(name)).sort();
}

/** Of objects that cannot change any more. */
const usages = new WeakMap<KubeObject | Draft, Usage>();

const countedResources: readonly Resource[] = [
  'configmaps',
  'persistentvolumeclaims',
  'resourcequotas',
  'secrets',
  'services',
];

const constrainedAmounts = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

function addService(usage: Map<string, number>, { spec }: Stored<'services'>): void {
  if (hasNodePorts(spec)) usage.set('services.nodeports', 1000 * (spec?.ports ?? []).length);
  if (spec?.type === 'LoadBalancer') usage.set('services.loadbalancers', 1000);
}

function addPod(usage: Map<string, number>, { spec, status }: Stored<'pods'>): void {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return;
  usage.set('pods', 1000);
  const { containers = [], initContainers = [] } = spec ?? {};
  for (const kind of ['requests', 'limits'] as const) {
    const together = sumAmounts(containers.map(({ resources }) => resources?.[kind] ?? {}));
    const alone = initContainers.map(({ resources }) => resources?.[kind] ?? {});
    for (const [name, amount] of takeLarger(together, alone)) {
      usage.set(`${kind}.${name}`, amount);
      if (kind === 'requests' && !name.includes('/')) usage.set(name, amount);
    }
  }
}

/** Init containers run one after the other, before all others. */
function takeLarger(
  together: ReadonlyMap<string, number>,
  alone: readonly Readonly<Record<string, string>>[],
): Map<string, number> {
  const most = new Map(together);
  for (const [name, amount] of alone.flatMap((amounts) => Object.entries(amounts))) {
    most.set(name, Math.max(most.get(name) ?? 0, parseThousandths(amount)));
  }
  return most;
}

function sumAmounts(lists: readonly Readonly<Record<string, string>>[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const [name, amount] of lists.flatMap((amounts) => Object.entries(amounts))) {
    total.set(name, (total.get(name) ?? 0) + parseThousandths(amount));
  }
  return total;
}
