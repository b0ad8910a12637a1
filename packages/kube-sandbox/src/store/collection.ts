// The objects of one resource, sorted by namespace and name and looked up by label and field.

import type { Resource } from './resource-definitions';
import { getIndexedFields, readField } from './selectable-fields';
import { holds, matchesLabels } from './selectors';
import type { KubeObject, Selection } from './store-types';

/** Indexed objects of one resource. Adding, replacing and removing cost the same however many there are; listing sorts what is new. */
export class Collection {
  readonly #resource: Resource;
  readonly #objects = new Map<string, KubeObject>();
  /** Keys in order, as of the last list of all; some of them may be gone. */
  #sorted: string[] = [];
  /** Keys that were added since. */
  readonly #added = new Set<string>();
  #removed = 0;
  readonly #index = new Map<string, Set<string>>();

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#objects.get(createKey(namespace, name));
  }

  /** Adds the object, or replaces the one of the same name. */
  set(object: KubeObject): void {
    const key = createKey(object.metadata.namespace, object.metadata.name);
    const previous = this.#objects.get(key);
    this.#objects.set(key, object);
    if (previous && this.#isFoundAlike(previous, object)) return;
    if (previous) this.#unindex(key, previous);
    else this.#added.add(key);
    for (const term of this.#listTerms(object)) {
      const keys = this.#index.get(term);
      if (keys) keys.add(key);
      else this.#index.set(term, new Set([key]));
    }
  }

  remove(object: KubeObject): void {
    const key = createKey(object.metadata.namespace, object.metadata.name);
    if (!this.#objects.delete(key)) return;
    this.#added.delete(key);
    this.#removed += 1;
    this.#unindex(key, object);
  }

  list(namespace: string | undefined, selection: Selection = {}): KubeObject[] {
    const found: KubeObject[] = [];
    for (const key of this.#findCandidates(namespace, selection)) {
      const object = this.#objects.get(key);
      if (object && selects(selection, object)) found.push(object);
    }
    return found;
  }

  #findCandidates(namespace: string | undefined, selection: Selection): readonly string[] {
    const terms = this.#listLookups(selection);
    if (terms.length === 0) return this.#selectRange(namespace);
    const sets = terms.map((term) => this.#index.get(term) ?? new Set<string>());
    const smallest = sets.reduce((least, set) => (set.size < least.size ? set : least));
    const prefix = namespace === undefined ? '' : createKey(namespace, '');
    return [...smallest].filter((key) => key.startsWith(prefix)).sort();
  }

  #selectRange(namespace: string | undefined): readonly string[] {
    this.#sort();
    if (namespace === undefined) return this.#sorted;
    return this.#sorted.slice(this.#findPosition(createKey(namespace, '')), this.#findPosition(`${namespace}/\uffff`));
  }

  #listLookups({ labels = [], fields = [] }: Selection): string[] {
    const offered = getIndexedFields(this.#resource);
    return [
      ...labels.filter(({ operator }) => operator === '=').map(({ key, values }) => createLabelTerm(key, values[0])),
      ...fields
        .filter(({ key, operator }) => operator === '=' && offered.includes(key))
        .map(({ key, values }) => createFieldTerm(key, values[0])),
    ];
  }

  #listTerms(object: KubeObject): string[] {
    return [
      ...Object.entries(object.metadata.labels ?? {}).map(([key, value]) => createLabelTerm(key, value)),
      ...getIndexedFields(this.#resource).map((path) => createFieldTerm(path, readField(object, path))),
    ];
  }

  /** Versions of an object share the labels that did not change. */
  #isFoundAlike(previous: KubeObject, object: KubeObject): boolean {
    if (!Object.is(previous.metadata.labels, object.metadata.labels)) return false;
    return getIndexedFields(this.#resource).every((path) => readField(previous, path) === readField(object, path));
  }

  #unindex(key: string, object: KubeObject): void {
    for (const term of this.#listTerms(object)) {
      const keys = this.#index.get(term);
      keys?.delete(key);
      if (keys?.size === 0) this.#index.delete(term);
    }
  }

  #sort(): void {
    if (this.#added.size === 0 && this.#removed === 0) return;
    const left = this.#sorted.filter((key) => this.#objects.has(key) && !this.#added.has(key));
    this.#sorted = mergeSorted(left, [...this.#added].sort());
    this.#added.clear();
    this.#removed = 0;
  }

  /** The first index whose key is not less than this one. */
  #findPosition(key: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether an object is among those selected. */
export function selects({ labels = [], fields = [] }: Selection, object: KubeObject): boolean {
  if (!matchesLabels(labels, object.metadata.labels)) return false;
  return fields.every((requirement) => holds(requirement, readField(object, requirement.key)));
}

/** Two sorted lists as one. */
function mergeSorted(one: readonly string[], other: readonly string[]): string[] {
  const all: string[] = [];
  let next = 0;
  for (const key of one) {
    for (let earlier = other[next]; earlier !== undefined && earlier < key; earlier = other[next]) {
      all.push(earlier);
      next += 1;
    }
    all.push(key);
  }
  return all.concat(other.slice(next));
}

function createKey(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function createLabelTerm(key: string, value = ''): string {
  return `label ${key}=${value}`;
}

function createFieldTerm(path: string, value = ''): string {
  return `field ${path}=${value}`;
}
