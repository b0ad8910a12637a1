// Puts objects into the form that the client asked for.
import { apiVersionOf, type KubeObject, type ResourceDefinition } from '../store';
import type { Answer, Call } from './context';
import { wantedForm } from './negotiation';
import { itemText, json, objectAnswer, objectText } from './responses';
import { tableOf } from './table';

/** Metadata of a list. */
export interface ListMetadata {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** One object, as itself, as a table of one row or as its metadata. Throws `StatusError` NotAcceptable. */
export function present(call: Call, definition: ResourceDefinition, object: KubeObject, code = 200): Answer {
  const { form, version } = wantedForm(call.accept);
  if (form === 'object') return objectAnswer(code, object);
  if (form === 'metadata') return json(code, partial(object, version));
  const { resourceVersion } = object.metadata;
  return json(
    code,
    tableOf(definition, [object], { version, metadata: { resourceVersion }, columns: true, ...including(call) }),
  );
}

/** A list of objects. Throws `StatusError` NotAcceptable. */
export function presentList(
  call: Call,
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  metadata: ListMetadata,
): Answer {
  const { form, version } = wantedForm(call.accept);
  if (form === 'table')
    return json(200, tableOf(definition, objects, { version, metadata, columns: true, ...including(call) }));
  if (form === 'metadata') {
    const items = objects.map((object) => partial(object, version));
    return json(200, { kind: 'PartialObjectMetadataList', apiVersion: `meta.k8s.io/${version}`, metadata, items });
  }
  const head = { kind: `${definition.kind}List`, apiVersion: apiVersionOf(definition), metadata };
  const text = `${JSON.stringify(head).slice(0, -1)},"items":[${objects.map(itemText).join(',')}]}`;
  return { code: 200, text };
}

/** The JSON text of an object in a watch event; only the first event of a watch carries a table's columns. */
export function eventObject(call: Call, definition: ResourceDefinition, object: KubeObject, isFirst: boolean): string {
  const { form, version } = wantedForm(call.accept);
  if (form === 'object') return objectText(object);
  if (form === 'metadata') return JSON.stringify(partial(object, version));
  const { resourceVersion } = object.metadata;
  return JSON.stringify(
    tableOf(definition, [object], { version, metadata: { resourceVersion }, columns: isFirst, ...including(call) }),
  );
}

function partial({ metadata }: KubeObject, version: string): object {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata };
}

function including({ info }: Call): { include: string } {
  return { include: info.query.get('includeObject') ?? 'Metadata' };
}
