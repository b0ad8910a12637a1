// The fields of objects that field selectors may name, and their values.
import type { Resource } from './resource-definitions';
import type { Requirement } from './selectors';
import { badRequest } from './status-error';
import type { KubeObject } from './store-types';

/** Fields that are looked up rather than searched. */
export function getIndexedFields(resource: Resource): readonly string[] {
  return indexedFieldsByResource[resource] ?? [];
}

/** The text of a field as a field selector sees it: an absent field is empty. */
export function readField(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const step of path.split('.')) {
    value =
      typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}

/** Throws `StatusError` BadRequest, with Kubernetes' text, on a field that the resource does not offer. */
export function checkFields(resource: Resource, requirements: readonly Requirement[]): void {
  const unknown = requirements.find(
    ({ key }) => !commonFields.includes(key) && !(selectableFields[resource] ?? []).includes(key),
  );
  if (!unknown) return;
  const known = commonFields.map((key) => JSON.stringify(key)).join(', ');
  const generic = `${JSON.stringify(unknown.key)} is not a known field selector: only ${known}`;
  throw badRequest(selectableFields[resource] === undefined ? generic : `field label not supported: ${unknown.key}`);
}

const commonFields = ['metadata.name', 'metadata.namespace'];

const indexedFieldsByResource: Readonly<Partial<Record<Resource, readonly string[]>>> = {
  pods: ['spec.nodeName'],
  events: ['involvedObject.name', 'involvedObject.uid'],
};

const selectableFields: Readonly<Partial<Record<Resource, readonly string[]>>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  jobs: ['status.successful'],
  namespaces: ['status.phase', 'name'],
  nodes: ['spec.unschedulable'],
  replicasets: ['status.replicas'],
  secrets: ['type'],
};
