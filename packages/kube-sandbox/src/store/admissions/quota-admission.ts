// ResourceQuotas: refuses what exceeds them and counts what is used.
import { formatQuantity, parseThousandths } from '../../quantity';
import type { Admission } from '../admission';
import { getDefinition, type Resource } from '../resource-definitions';
import { forbidden } from '../status-error';
import type { Draft, Store, Stored, WatchEvent } from '../store-types';
import { getUsage, listUnspecified, type Usage } from './quota-usage';

type Quota = Stored<'resourcequotas'>;

/** Source: the admission plugin ResourceQuota and the quota controller; unlike there, the count is exact at any time. */
export class QuotaAdmission implements Admission {
  readonly #store: Pick<Store, 'list' | 'patchStatus'>;
  readonly #used = new Map<string, Map<string, number>>();

  constructor(store: Pick<Store, 'list' | 'patchStatus'>) {
    this.#store = store;
  }

  admit(resource: Resource, draft: Draft, stored?: Stored): void {
    const { namespace } = draft.metadata;
    if (namespace === undefined) return;
    for (const quota of this.#store.list('resourcequotas', namespace)) {
      const hard = quota.spec?.hard ?? {};
      if (resource === 'pods' && !stored) checkSpecified(quota, draft as Draft<'pods'>);
      const delta = subtractUsage(getUsage(resource, draft), getUsage(resource, stored));
      const exceeded = Object.keys(hard).filter((name) => {
        const more = delta.get(name) ?? 0;
        return more > 0 && this.#getUsed(namespace, name) + more > parseThousandths(hard[name] ?? '0');
      });
      if (exceeded.length === 0) continue;
      const shown = (getAmount: (name: string) => number): string => formatAmounts(exceeded.sort(), getAmount);
      const requested = shown((name) => delta.get(name) ?? 0);
      const used = shown((name) => this.#getUsed(namespace, name));
      const limited = shown((name) => parseThousandths(hard[name] ?? '0'));
      const why = `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${used}, limited: ${limited}`;
      throw forbidden(getDefinition(resource), draft.metadata.name, why);
    }
  }

  committed(resource: Resource, { type, object, previous }: WatchEvent): void {
    const { namespace } = object.metadata;
    if (namespace === undefined || (type === 'MODIFIED' && previous && hasSameUsage(resource, object, previous)))
      return;
    const delta = subtractUsage(
      getUsage(resource, type === 'DELETED' ? undefined : object),
      getUsage(resource, previous),
    );
    const used = this.#used.get(namespace) ?? new Map<string, number>();
    this.#used.set(namespace, used);
    for (const [name, amount] of delta) used.set(name, (used.get(name) ?? 0) + amount);
    if (delta.size > 0 || resource === 'resourcequotas') this.#report(namespace);
  }

  /** Writes `status` of the namespace's quotas. */
  #report(namespace: string): void {
    for (const { metadata, spec } of this.#store.list('resourcequotas', namespace)) {
      const hard = spec?.hard ?? {};
      const used = Object.keys(hard).map((name) => [name, formatAmount(name, this.#getUsed(namespace, name))]);
      this.#store.patchStatus('resourcequotas', namespace, metadata.name, (draft) => {
        draft.status = { hard: { ...hard }, used: Object.fromEntries(used) };
      });
    }
  }

  #getUsed(namespace: string, name: string): number {
    return this.#used.get(namespace)?.get(name) ?? 0;
  }
}

function checkSpecified(quota: Quota, pod: Draft<'pods'>): void {
  const missing = listUnspecified(pod, Object.keys(quota.spec?.hard ?? {}));
  if (missing.length === 0) return;
  const why = `failed quota: ${quota.metadata.name}: must specify ${missing.join(',')}`;
  throw forbidden(getDefinition('pods'), pod.metadata.name, why);
}

/** Most changes are of the status, which changes the usage only when a pod ends. */
function hasSameUsage(resource: Resource, object: Stored, previous: Stored): boolean {
  if (resource === 'resourcequotas' || !Object.is(getSpec(object), getSpec(previous))) return false;
  return resource !== 'pods' || getPhase(object) === getPhase(previous);
}

function getSpec(object: Stored): unknown {
  return (object as Stored<'pods'>).spec;
}

function getPhase(object: Stored): string | undefined {
  return (object as Stored<'pods'>).status?.phase;
}

/** The amounts that change. */
function subtractUsage(after: Usage, before: Usage): Usage {
  const names = new Set([...after.keys(), ...before.keys()]);
  const changes = [...names].map((name) => [name, (after.get(name) ?? 0) - (before.get(name) ?? 0)] as const);
  return new Map(changes.filter(([, amount]) => amount !== 0));
}

function formatAmounts(names: readonly string[], getAmount: (name: string) => number): string {
  return names.map((name) => `${name}=${formatAmount(name, getAmount(name))}`).join(',');
}

function formatAmount(name: string, amount: number): string {
  return formatQuantity(amount, /memory|storage/.test(name));
}
