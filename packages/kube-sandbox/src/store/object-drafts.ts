// Metadata of new and of changed objects.
import { randomInt, randomUUID } from 'node:crypto';
import { formatTime } from '../timestamp';
import { cloneJson } from './json-copies';
import type { ResourceDefinition } from './resource-definitions';
import { formatApiVersion } from './resource-definitions';
import type { Draft, KubeObject, Metadata, NewObject } from './store-types';

/** The copy of a client's object that becomes a stored one; its resourceVersion is set when it is stored. */
export function createDraft(definition: ResourceDefinition, object: NewObject, now: Date): Draft {
  const draft = cloneJson(object) as Draft;
  draft.apiVersion = formatApiVersion(definition);
  draft.kind = definition.kind;
  draft.metadata = {
    ...draft.metadata,
    name: object.metadata.name || createName(object.metadata.generateName),
    uid: randomUUID(),
    resourceVersion: '',
    creationTimestamp: formatTime(now),
  };
  delete draft.metadata.deletionTimestamp;
  delete draft.metadata.deletionGracePeriodSeconds;
  delete draft.metadata.generation;
  if (!definition.namespaced) delete draft.metadata.namespace;
  return draft;
}

/** A mutable copy of a stored object. */
export function copyDraft(object: KubeObject): Draft {
  return cloneJson(object) as unknown as Draft;
}

/** The same, but its `spec` is the frozen stored one: most changes do not touch this largest part. */
export function copyDraftSharingSpec(object: KubeObject): Draft {
  const fields = Object.entries(object).map(([field, part]) => [field, field === 'spec' ? part : cloneJson(part)]);
  return Object.fromEntries(fields);
}

/** Restores what a client cannot change. */
export function keepIdentity(metadata: Metadata, stored: KubeObject['metadata']): void {
  metadata.uid = stored.uid;
  metadata.creationTimestamp = stored.creationTimestamp;
  keep(metadata, stored, 'deletionTimestamp');
  keep(metadata, stored, 'deletionGracePeriodSeconds');
  keep(metadata, stored, 'generation');
}

const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const generatedBaseLength = 58;

function createName(base = ''): string {
  if (base === '') return '';
  const suffix = Array.from({ length: suffixLength }, () => suffixLetters[randomInt(suffixLetters.length)]);
  return base.slice(0, generatedBaseLength) + suffix.join('');
}

function keep(
  metadata: Metadata,
  stored: KubeObject['metadata'],
  field: 'deletionTimestamp' | 'deletionGracePeriodSeconds' | 'generation',
): void {
  delete metadata[field];
  if (stored[field] !== undefined) Object.assign(metadata, { [field]: stored[field] });
}
