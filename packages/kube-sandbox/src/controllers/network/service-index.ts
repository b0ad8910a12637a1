// Which Services select a pod, without reading every Service.
import { matchesLabels, type Stored, selectLabels } from '../../store';

/** Services by one label of their selector. */
export class ServiceIndex {
  readonly #services = new Map<string, Readonly<Record<string, string>>>();
  readonly #byLabel = new Map<string, Set<string>>();

  /** Adds a Service or replaces it, or removes it. */
  replace({ metadata, spec }: Stored<'services'>, removed: boolean): void {
    const key = `${metadata.namespace}/${metadata.name}`;
    const known = this.#services.get(key);
    if (known) this.#byLabel.get(createTerm(metadata.namespace ?? '', known))?.delete(key);
    this.#services.delete(key);
    const selector = spec?.selector ?? {};
    if (removed || Object.keys(selector).length === 0) return;
    this.#services.set(key, selector);
    const term = createTerm(metadata.namespace ?? '', selector);
    this.#byLabel.set(term, (this.#byLabel.get(term) ?? new Set()).add(key));
  }

  /** Keys (`namespace/name`) of the Services that select these labels. */
  findSelecting(namespace: string, labels: Readonly<Record<string, string>>): readonly string[] {
    const candidates = Object.entries(labels).flatMap(([label, value]) => [
      ...(this.#byLabel.get(`${namespace}/${label}=${value}`) ?? []),
    ]);
    return candidates.filter((key) => matchesLabels(selectLabels(this.#services.get(key) ?? {}), labels));
  }
}

/** The first label of a selector stands for it. */
function createTerm(namespace: string, selector: Readonly<Record<string, string>>): string {
  const [label = '', value = ''] = Object.entries(selector)[0] ?? [];
  return `${namespace}/${label}=${value}`;
}
