// Calls on one object: create, get, update, patch, delete.
import type { Draft, KubeObject, NewObject, ResourceDefinition } from '../store';
import { invalid } from '../store/status-error';
import { immutable } from '../store/strategies/field-causes';
import type { Answer, ApiContext, Call } from './api-context';
import { isDryRun, readDeleteOptions } from './call-options';
import { createJsonAnswer } from './json-answers';
import { applyPatchBody } from './patch/patch-body';
import { present } from './presentation';
import { parseObject, readObject } from './request-body';

/** Which part of an object a write replaces. */
export type Part = 'spec' | 'status';

export function createObject(context: ApiContext, call: Call, definition: ResourceDefinition): Answer {
  const object = readObject(call, definition);
  const created = context.store.create(definition.plural, object, { dryRun: isDryRun(call) });
  return present(call, definition, created, 201);
}

export function getObject(context: ApiContext, call: Call, definition: ResourceDefinition): Answer {
  return present(call, definition, getCurrent(context, call, definition));
}

export function updateObject(
  context: ApiContext,
  call: Call,
  definition: ResourceDefinition,
  part: Part = 'spec',
): Answer {
  return replace(context, call, { definition, part }, readObject(call, definition));
}

/** Applies a patch of any of Kubernetes' kinds; a server-side apply creates the object if it is not there. */
export function patchObject(
  context: ApiContext,
  call: Call,
  definition: ResourceDefinition,
  part: Part = 'spec',
): Answer {
  const isApply = call.contentType.startsWith('application/apply-patch');
  const { namespace, name } = call.info;
  if (isApply && !context.store.find(definition.plural, getScope(definition, namespace), name)) {
    return createObject(
      context,
      { ...call, contentType: 'application/yaml', info: { ...call.info, name: '' } },
      definition,
    );
  }
  const stored = getCurrent(context, call, definition);
  const object = parseObject(applyPatchBody(call, stored), call, definition);
  if (object.metadata.uid !== stored.metadata.uid) {
    throw invalid(definition, name, [immutable('metadata.uid', object.metadata.uid ?? '')]);
  }
  return replace(context, call, { definition, part }, object);
}

/** Answers the object when it is only marked, or is of a kind that Kubernetes returns; otherwise a Status. */
export function deleteObject(context: ApiContext, call: Call, definition: ResourceDefinition): Answer {
  const { name } = call.info;
  const namespace = getScope(definition, call.info.namespace);
  const options = readDeleteOptions(call);
  const deleted = context.store.delete(definition.plural, namespace, name, options);
  const remains = context.store.find(definition.plural, namespace, name) !== undefined;
  if (remains || returnedWhenDeleted.includes(definition.plural)) return present(call, definition, deleted);
  return createJsonAnswer(200, createSuccess(definition, deleted));
}

/** The namespace under which the store keeps an object; none for cluster-scoped ones. */
export function getScope({ namespaced }: ResourceDefinition, namespace: string | undefined): string | undefined {
  return namespaced ? namespace : undefined;
}

const returnedWhenDeleted: readonly string[] = ['pods', 'serviceaccounts', 'resourcequotas', 'persistentvolumeclaims'];

function getCurrent({ store }: ApiContext, { info }: Call, definition: ResourceDefinition): KubeObject {
  return store.get(definition.plural, getScope(definition, info.namespace), info.name);
}

function replace({ store }: ApiContext, call: Call, target: Target, object: NewObject): Answer {
  const { definition, part } = target;
  const options = { dryRun: isDryRun(call) };
  const write = part === 'status' ? store.updateStatus : store.update;
  return present(call, definition, write.call(store, definition.plural, object as Draft, options));
}

interface Target {
  readonly definition: ResourceDefinition;
  readonly part: Part;
}

function createSuccess({ plural, group }: ResourceDefinition, { metadata }: KubeObject): object {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: metadata.name, ...(group === '' ? {} : { group }), kind: plural, uid: metadata.uid },
  };
}
