// Refuses pods whose ServiceAccount does not exist.
import type { Admission } from '../admission';
import { getDefinition, type Resource } from '../resource-definitions';
import { forbidden } from '../status-error';
import type { Draft, Store, Stored } from '../store-types';

/** Source: the admission plugin ServiceAccount. `default` is always accepted: its controller creates it soon after the namespace. */
export class ServiceAccountAdmission implements Admission {
  readonly #store: Pick<Store, 'find'>;

  constructor(store: Pick<Store, 'find'>) {
    this.#store = store;
  }

  admit(resource: Resource, draft: Draft, stored?: Stored): void {
    if (resource !== 'pods' || stored) return;
    const { metadata, spec } = draft as Draft<'pods'>;
    const { namespace = '' } = metadata;
    const account = spec?.serviceAccountName ?? 'default';
    if (account === 'default' || this.#store.find('serviceaccounts', namespace, account)) return;
    const why = `error looking up service account ${namespace}/${account}: serviceaccount ${JSON.stringify(account)} not found`;
    throw forbidden(getDefinition('pods'), metadata.name, why);
  }

  committed(): void {}
}
