// Strategic merge patch: as a merge patch, but lists of objects are merged by the key of their field.
import { isRecord } from './merge-patch';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Merges as kubectl's patches need it, with the directives `$patch`, `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`.
 * Source: the patch strategies of the Kubernetes API types and the community's note on strategic merge patches.
 */
export function applyStrategicMergePatch(target: unknown, patch: Fields): unknown {
  const directive = patch.$patch;
  if (directive === 'replace') return dropDirectives(patch);
  if (directive === 'delete') return undefined;
  const merged: Record<string, unknown> = isRecord(target) ? retainKeys(target, patch) : {};
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) applyDirective(merged, patch, field);
    else if (value === null) delete merged[field];
    else merged[field] = mergeField(field, merged[field], value, toList(patch[`$setElementOrder/${field}`]));
  }
  return merged;
}

/** Fields whose lists are merged by a key; several fields of one name (`ports`) have the first key that their elements have. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
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

/** Lists of plain values that are joined rather than replaced. */
const joinedLists = ['finalizers', 'loadBalancerSourceRanges'];

function mergeField(field: string, present: unknown, value: unknown, order: readonly unknown[]): unknown {
  if (isRecord(value)) return applyStrategicMergePatch(present, value);
  if (!Array.isArray(value)) return value;
  if (joinedLists.includes(field)) return [...new Set([...toList(present), ...value])];
  const key = findMergeKey(field, value);
  if (key === undefined) return value;
  const patches = value.filter(isRecord);
  const merged = mergeList(toList(present), patches, key);
  return orderElements(merged, toList(present), order.length > 0 ? order : patches, key);
}

function findMergeKey(field: string, elements: readonly unknown[]): string | undefined {
  const keys = mergeKeys[field] ?? [];
  return keys.find((key) => elements.some((element) => isRecord(element) && key in element));
}

function mergeList(present: readonly unknown[], patches: readonly Fields[], key: string): unknown[] {
  const replaces = patches.some((patch) => patch.$patch === 'replace' && !(key in patch));
  let merged = replaces ? [] : [...present];
  for (const patch of patches.filter((candidate) => key in candidate)) {
    const index = findPosition(patch, merged, key);
    if (patch.$patch === 'delete') merged = merged.filter((_element, other) => other !== index);
    else if (index < 0) merged.push(applyStrategicMergePatch({}, patch));
    else merged[index] = applyStrategicMergePatch(merged[index], patch);
  }
  return merged;
}

/** Elements that the patch names are in its order; the others keep their position among the former ones. */
function orderElements(
  merged: readonly unknown[],
  present: readonly unknown[],
  order: readonly unknown[],
  key: string,
): unknown[] {
  const isNamed = (element: unknown): boolean => findPosition(element, order, key) >= 0;
  const named = merged
    .filter(isNamed)
    .toSorted((one, other) => findPosition(one, order, key) - findPosition(other, order, key));
  const others = merged.filter((element) => !isNamed(element));
  const result: unknown[] = [];
  for (let next = named.shift(); next !== undefined; next = named.shift()) {
    const position = findPosition(next, present, key);
    while (others.length > 0 && findPosition(others[0], present, key) <= position) result.push(others.shift());
    result.push(next);
  }
  return [...result, ...others];
}

function findPosition(element: unknown, list: readonly unknown[], key: string): number {
  if (!isRecord(element)) return -1;
  return list.findIndex((other) => isRecord(other) && other[key] === element[key]);
}

function retainKeys(target: Fields, patch: Fields): Record<string, unknown> {
  const keys = patch.$retainKeys;
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([field]) => keys.includes(field)));
}

function applyDirective(merged: Record<string, unknown>, patch: Fields, directive: string): void {
  const [kind, field = ''] = directive.split('/');
  const present = toList(merged[field]);
  const values = toList(patch[directive]);
  if (kind === '$deleteFromPrimitiveList') merged[field] = present.filter((element) => !values.includes(element));
  const key = findMergeKey(field, values);
  // An order alone, without elements to merge, still orders.
  if (kind === '$setElementOrder' && key !== undefined && !(field in patch) && field in merged) {
    merged[field] = orderElements(present, present, values, key);
  }
}

function dropDirectives(patch: Fields): Fields {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith('$')));
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
