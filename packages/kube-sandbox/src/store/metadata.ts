// Metadata of new and of changed objects.
import { randomInt, randomUUID } from 'node:crypto';
import { rfc3339 } from '../time';
import { cloneJson } from './clone';
import type { ResourceDefinition } from './resources';
import { apiVersionOf } from './resources';
import type { Draft, KubeObject, Metadata, NewObject } from './types';

/** The copy of a client's object that is to become a stored one; its resourceVersion is set when it is stored. */
export function newDraft(definition: ResourceDefinition, object: NewObject, now: Date): Draft {
  const draft = cloneJson(object) as Draft;
  draft.apiVersion = apiVersionOf(definition);
  draft.kind = definition.kind;
  draft.metadata = {
    ...draft.metadata,
    name: object.metadata.name || generatedName(object.metadata.generateName),
    uid: randomUUID(),
    resourceVersion: '',
    creationTimestamp: rfc3339(now),
  };
  delete draft.metadata.deletionTimestamp;
  delete draft.metadata.deletionGracePeriodSeconds;
  delete draft.metadata.generation;
  if (!definition.namespaced) delete draft.metadata.namespace;
  return draft;
}

/** A mutable copy of a stored object. */
export function draftOf(object: KubeObject): Draft {
  return cloneJson(object) as unknown as Draft;
}

/** The same, but its `spec` is the stored one, which nobody can write into: most changes leave this largest part alone. */
export function draftWithSpecOf(object: KubeObject): Draft {
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

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const GENERATED_BASE_LENGTH = 58;

function generatedName(base = ''): string {
  if (base === '') return '';
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]);
  return base.slice(0, GENERATED_BASE_LENGTH) + suffix.join('');
}

function keep(
  metadata: Metadata,
  stored: KubeObject['metadata'],
  field: 'deletionTimestamp' | 'deletionGracePeriodSeconds' | 'generation',
): void {
  delete metadata[field];
  if (stored[field] !== undefined) Object.assign(metadata, { [field]: stored[field] });
}
