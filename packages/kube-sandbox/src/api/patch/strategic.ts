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
    if (field.startsWith('$')) applyDirective(merged, patch, field);
    else if (value === null) delete merged[field];
    else merged[field] = mergeField(field, merged[field], value, asList(patch[`$setElementOrder/${field}`]));
  }
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

function mergeField(field: string, present: unknown, value: unknown, order: readonly unknown[]): unknown {
  if (isRecord(value)) return strategicMerge(present, value);
  if (!Array.isArray(value)) return value;
  if (UNITED_LISTS.includes(field)) return [...new Set([...asList(present), ...value])];
  const key = keyOf(field, value);
  if (key === undefined) return value;
  const patches = value.filter(isRecord);
  const merged = mergeList(asList(present), patches, key);
  return ordered(merged, asList(present), order.length > 0 ? order : patches, key);
}

function keyOf(field: string, elements: readonly unknown[]): string | undefined {
  const keys = MERGE_KEYS[field] ?? [];
  return keys.find((key) => elements.some((element) => isRecord(element) && key in element));
}

function mergeList(present: readonly unknown[], patches: readonly Fields[], key: string): unknown[] {
  const replaces = patches.some((patch) => patch.$patch === 'replace' && !(key in patch));
  let merged = replaces ? [] : [...present];
  for (const patch of patches.filter((candidate) => key in candidate)) {
    const index = placeOf(patch, merged, key);
    if (patch.$patch === 'delete') merged = merged.filter((_element, other) => other !== index);
    else if (index < 0) merged.push(strategicMerge({}, patch));
    else merged[index] = strategicMerge(merged[index], patch);
  }
  return merged;
}

/** Elements that the patch names stand in its order; the others keep their place among those that were there before. */
function ordered(
  merged: readonly unknown[],
  present: readonly unknown[],
  order: readonly unknown[],
  key: string,
): unknown[] {
  const isNamed = (element: unknown): boolean => placeOf(element, order, key) >= 0;
  const named = merged.filter(isNamed).toSorted((one, other) => placeOf(one, order, key) - placeOf(other, order, key));
  const others = merged.filter((element) => !isNamed(element));
  const result: unknown[] = [];
  for (let next = named.shift(); next !== undefined; next = named.shift()) {
    const place = placeOf(next, present, key);
    while (others.length > 0 && placeOf(others[0], present, key) <= place) result.push(others.shift());
    result.push(next);
  }
  return [...result, ...others];
}

function placeOf(element: unknown, list: readonly unknown[], key: string): number {
  if (!isRecord(element)) return -1;
  return list.findIndex((other) => isRecord(other) && other[key] === element[key]);
}

function retained(target: Fields, patch: Fields): Record<string, unknown> {
  const keys = patch.$retainKeys;
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([field]) => keys.includes(field)));
}

function applyDirective(merged: Record<string, unknown>, patch: Fields, directive: string): void {
  const [kind, field = ''] = directive.split('/');
  const present = asList(merged[field]);
  const values = asList(patch[directive]);
  if (kind === '$deleteFromPrimitiveList') merged[field] = present.filter((element) => !values.includes(element));
  const key = keyOf(field, values);
  // An order alone, without elements to merge, still orders.
  if (kind === '$setElementOrder' && key !== undefined && !(field in patch) && field in merged) {
    merged[field] = ordered(present, present, values, key);
  }
}

function withoutDirectives(patch: Fields): Fields {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith('$')));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
