// What is wrong with an object's metadata.
import type { Resource } from '../resource-definitions';
import type { Cause } from '../status-error';
import type { Draft, KubeObject, Metadata, OwnerReference } from '../store-types';
import { immutable, invalidValue, required } from './field-causes';
import { dns1035Label, dnsLabel, labelValue, qualifiedName, subdomain, type TextRule } from './name-rules';

/** Everything that is wrong with the metadata; `stored` is absent when the object is created. */
export function checkMetadata(resource: Resource, { metadata }: Draft, stored?: KubeObject): readonly Cause[] {
  return [
    ...checkName(getNameRule(resource), metadata),
    ...checkLabels('metadata.labels', metadata.labels),
    ...Object.keys(metadata.annotations ?? {}).flatMap((key) =>
      qualifiedName(key.toLowerCase()).map((why) => invalidValue('metadata.annotations', key, why)),
    ),
    ...(metadata.ownerReferences ?? []).flatMap(checkOwner),
    ...(metadata.finalizers ?? []).flatMap(checkFinalizer),
    ...(stored ? checkChange(metadata, stored.metadata) : []),
  ];
}

/** What is wrong with labels, or with a selector made of labels. */
export function checkLabels(field: string, labels: Readonly<Record<string, string>> = {}): readonly Cause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedName(key).map((why) => invalidValue(field, key, why)),
    ...labelValue(value).map((why) => invalidValue(field, value, why)),
  ]);
}

const pathSegment: TextRule = (name) => {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return [...'/%'].filter((character) => name.includes(character)).map((character) => `may not contain '${character}'`);
};

const nameRules: Readonly<Partial<Record<Resource, TextRule>>> = {
  namespaces: dnsLabel,
  services: dns1035Label,
  roles: pathSegment,
  rolebindings: pathSegment,
  clusterroles: pathSegment,
  clusterrolebindings: pathSegment,
};

function getNameRule(resource: Resource): TextRule {
  return nameRules[resource] ?? subdomain;
}

function checkName(rule: TextRule, { name, generateName }: Metadata): readonly Cause[] {
  const generated = generateName ? rule(maskTrailingDash(generateName)) : [];
  return [
    ...generated.map((why) => invalidValue('metadata.generateName', generateName, why)),
    ...(name === ''
      ? [required('metadata.name', 'name or generateName is required')]
      : rule(name).map((why) => invalidValue('metadata.name', name, why))),
  ];
}

/** A prefix may end with a dash: a suffix follows. */
function maskTrailingDash(prefix: string): string {
  return prefix.endsWith('-') ? `${prefix.slice(0, -1)}a` : prefix;
}

function checkOwner(owner: OwnerReference): readonly Cause[] {
  const parts = [
    ['apiVersion', 'version must not be empty'],
    ['kind', 'kind must not be empty'],
    ['name', 'name must not be empty'],
    ['uid', 'uid must not be empty'],
  ] as const;
  return parts
    .filter(([part]) => !owner[part])
    .map(([part, why]) => invalidValue(`metadata.ownerReferences.${part}`, '', why));
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

function checkFinalizer(name: string, index: number): readonly Cause[] {
  const problems = qualifiedName(name).map((why) => invalidValue('metadata.finalizers', name, why));
  if (name.includes('/') || standardFinalizers.includes(name)) return problems;
  const unknown = 'name is neither a standard finalizer name nor is it fully qualified';
  return [...problems, invalidValue(`metadata.finalizers[${index}]`, name, unknown)];
}

function checkChange(metadata: Metadata, stored: KubeObject['metadata']): readonly Cause[] {
  const finalizers = stored.finalizers ?? [];
  const added = (metadata.finalizers ?? []).filter((name) => !finalizers.includes(name));
  const isTooLate = stored.deletionTimestamp !== undefined && added.length > 0;
  return [
    ...(metadata.uid === stored.uid ? [] : [immutable('metadata.uid', metadata.uid)]),
    ...(isTooLate
      ? [
          {
            reason: 'FieldValueForbidden',
            message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => JSON.stringify(name)).join(', ')}}`,
            field: 'metadata.finalizers',
          },
        ]
      : []),
  ];
}
