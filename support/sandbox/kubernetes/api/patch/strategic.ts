// Strategic merge patch: as a merge patch, but lists of objects are merged by the key of their field.
import { isRecord } from './merge';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Merges as kubectl's patches need it, with the directives `$patch`, `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`.
 * Source: the patch strategies of the Kubernetes API types and the community's note on strategic merge patches.
 */
export function strategicMerge(target: unknown, patch: Fields): unknown {
  const directive = patch.$patch;
  if (directive === 'replace') return withoutDirectives(patch);
  if (directive === 'delete') return undefined;
  const merged: Record<string, unknown> = isRecord(target) ? retained(target, patch) : {};
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) applyListDirective(merged, field, value);
    else if (value === null) delete merged[field];
    else merged[field] = mergeField(field, merged[field], value);
  }
  orderLists(merged, patch);
  return merged;
}

/** Fields whose lists are merged by a key; several fields of one name (`ports`) have the first key that their elements have. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  addresses: ['type'],
  conditions: ['type'],
  containers: ['name'],
  env: ['name'],
  ephemeralContainers: ['name'],
  hostAliases: ['ip'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  ownerReferences: ['uid'],
  podIPs: ['ip'],
  ports: ['containerPort', 'port'],
  secrets: ['name'],
  taints: ['key'],
  topologySpreadConstraints: ['topologyKey'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

/** Lists of plain values that are united rather than replaced. */
const UNITED_LISTS = ['finalizers', 'loadBalancerSourceRanges'];

function mergeField(field: string, present: unknown, value: unknown): unknown {
  if (isRecord(value)) return strategicMerge(present, value);
  if (!Array.isArray(value)) return value;
  if (UNITED_LISTS.includes(field)) return [...new Set([...asList(present), ...value])];
  const key = keyOf(field, value);
  return key === undefined ? value : mergeList(asList(present), value.filter(isRecord), key);
}

function keyOf(field: string, elements: readonly unknown[]): string | undefined {
  const keys = MERGE_KEYS[field] ?? [];
  const [first] = elements;
  return keys.find((key) => isRecord(first) && key in first);
}

function mergeList(present: readonly unknown[], patches: readonly Fields[], key: string): unknown[] {
  const replaces = patches.some((patch) => patch.$patch === 'replace' && Object.keys(patch).length === 1);
  let merged = replaces ? [] : [...present];
  const added: unknown[] = [];
  for (const patch of patches) {
    if (patch.$patch === 'replace' && !(key in patch)) continue;
    const index = merged.findIndex((element) => isRecord(element) && element[key] === patch[key]);
    if (patch.$patch === 'delete') merged = merged.filter((_element, other) => other !== index);
    else if (index < 0) added.push(strategicMerge({}, patch));
    else merged[index] = strategicMerge(merged[index], patch);
  }
  // Without an order from the client, Kubernetes puts new elements before those that it has.
  return [...added, ...merged];
}

function retained(target: Fields, patch: Fields): Record<string, unknown> {
  const keys = patch.$retainKeys;
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([field]) => keys.includes(field)));
}

function applyListDirective(merged: Record<string, unknown>, directive: string, value: unknown): void {
  const field = directive.split('/')[1];
  if (!directive.startsWith('$deleteFromPrimitiveList/') || field === undefined) return;
  const removed = asList(value);
  merged[field] = asList(merged[field]).filter((element) => !removed.includes(element));
}

function orderLists(merged: Record<string, unknown>, patch: Fields): void {
  for (const [directive, order] of Object.entries(patch)) {
    const field = directive.split('/')[1];
    if (!directive.startsWith('$setElementOrder/') || field === undefined || !Array.isArray(order)) continue;
    const elements = asList(merged[field]);
    const key = keyOf(field, order);
    const place = (element: unknown): number => {
      const index = order.findIndex((wanted) =>
        key !== undefined && isRecord(wanted) && isRecord(element) ? wanted[key] === element[key] : wanted === element,
      );
      return index < 0 ? order.length : index;
    };
    if (field in merged) merged[field] = elements.toSorted((one, other) => place(one) - place(other));
  }
}

function withoutDirectives(patch: Fields): Fields {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith('$')));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
