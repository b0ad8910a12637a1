// Answers objects in the form that the client accepts.
import { formatApiVersion, type KubeObject, type ResourceDefinition } from '../store';
import type { Answer, Call } from './api-context';
import { negotiateForm } from './form-negotiation';
import { createJsonAnswer, createObjectAnswer, formatItem, formatObject } from './json-answers';
import { createTable } from './table/table';

/** Metadata of a list. */
export interface ListMetadata {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** One object, as itself, as a table of one row or as its metadata. Throws `StatusError` NotAcceptable. */
export function present(call: Call, definition: ResourceDefinition, object: KubeObject, code = 200): Answer {
  const { form, version } = negotiateForm(call.accept);
  if (form === 'object') return createObjectAnswer(code, object);
  if (form === 'metadata') return createJsonAnswer(code, createPartialObject(object, version));
  const { resourceVersion } = object.metadata;
  return createJsonAnswer(
    code,
    createTable(definition, [object], {
      version,
      metadata: { resourceVersion },
      columns: true,
      ...readIncludeOption(call),
    }),
  );
}

/** A list of objects. Throws `StatusError` NotAcceptable. */
export function presentList(
  call: Call,
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  metadata: ListMetadata,
): Answer {
  const { form, version } = negotiateForm(call.accept);
  if (form === 'table')
    return createJsonAnswer(
      200,
      createTable(definition, objects, { version, metadata, columns: true, ...readIncludeOption(call) }),
    );
  if (form === 'metadata') {
    const items = objects.map((object) => createPartialObject(object, version));
    return createJsonAnswer(200, {
      kind: 'PartialObjectMetadataList',
      apiVersion: `meta.k8s.io/${version}`,
      metadata,
      items,
    });
  }
  const head = { kind: `${definition.kind}List`, apiVersion: formatApiVersion(definition), metadata };
  const text = `${JSON.stringify(head).slice(0, -1)},"items":[${objects.map(formatItem).join(',')}]}`;
  return { code: 200, text };
}

/** The JSON text of an object in a watch event; only the first event of a watch carries a table's columns. */
export function formatEventObject(
  call: Call,
  definition: ResourceDefinition,
  object: KubeObject,
  isFirst: boolean,
): string {
  const { form, version } = negotiateForm(call.accept);
  if (form === 'object') return formatObject(object);
  if (form === 'metadata') return JSON.stringify(createPartialObject(object, version));
  const { resourceVersion } = object.metadata;
  return JSON.stringify(
    createTable(definition, [object], {
      version,
      metadata: { resourceVersion },
      columns: isFirst,
      ...readIncludeOption(call),
    }),
  );
}

function createPartialObject({ metadata }: KubeObject, version: string): object {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata };
}

function readIncludeOption({ info }: Call): { include: string } {
  return { include: info.query.get('includeObject') ?? 'Metadata' };
}
