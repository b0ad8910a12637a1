// Defaults and validation of namespaces, quotas, secrets and events.
import { canonicalizeQuantity, parseThousandths } from '../../quantity';
import type { Cause } from '../status-error';
import type { Draft } from '../store-types';
import { invalidValue } from './field-causes';
import { qualifiedName } from './name-rules';
import type { Strategy } from './strategy';

export const namespaceStrategy: Strategy<'namespaces'> = {
  prepareCreate(draft) {
    draft.spec = { finalizers: ['kubernetes'] };
    draft.status = { phase: 'Active' };
  },
  prepareUpdate(draft, stored) {
    draft.spec = { finalizers: [...(stored.spec?.finalizers ?? [])] };
  },
};

export const quotaStrategy: Strategy<'resourcequotas'> = {
  prepareCreate(draft) {
    draft.spec ??= {};
    draft.spec.hard = canonicalizeAll(draft.spec.hard);
    draft.status = {};
  },
  prepareUpdate(draft) {
    if (draft.spec) draft.spec.hard = canonicalizeAll(draft.spec.hard);
  },
  validate({ spec }) {
    return Object.entries(spec?.hard ?? {}).flatMap(([name, amount]) =>
      checkHardLimit(name, amount, `spec.hard[${name}]`),
    );
  },
};

export const secretStrategy: Strategy<'secrets'> = {
  prepareCreate: fillSecret,
  prepareUpdate: fillSecret,
};

export const eventStrategy: Strategy<'events'> = {
  validate({ metadata, involvedObject }) {
    const { namespace = '' } = involvedObject ?? {};
    if (namespace === metadata.namespace || (namespace === '' && metadata.namespace === 'default')) return [];
    return [invalidValue('involvedObject.namespace', namespace, 'does not match event.namespace')];
  },
};

const quotaResources = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'pods',
  'services',
  'services.nodeports',
  'services.loadbalancers',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
];

function checkHardLimit(name: string, amount: string, field: string): readonly Cause[] {
  const isKnown = quotaResources.includes(name) || /^(requests|limits)\./.test(name) || name.includes('/');
  return [
    ...qualifiedName(name).map((why) => invalidValue(field, name, why)),
    ...(isKnown
      ? []
      : [
          invalidValue(field, name, 'must be a standard resource type or fully qualified'),
          invalidValue(field, name, 'must be a standard resource for quota'),
        ]),
    ...(parseThousandths(amount) < 0 ? [invalidValue(field, amount, 'must be greater than or equal to 0')] : []),
  ];
}

/** `stringData` is there for writing alone. */
function fillSecret(draft: Draft<'secrets'>): void {
  draft.type ??= 'Opaque';
  for (const [name, text] of Object.entries(draft.stringData ?? {})) {
    draft.data = { ...draft.data, [name]: Buffer.from(text).toString('base64') };
  }
  delete draft.stringData;
}

function canonicalizeAll(amounts: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, canonicalizeQuantity(amount)]));
}
