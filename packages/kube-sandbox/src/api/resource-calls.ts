// Finds the handler of a call on a resource.
import { type Resource, type ResourceDefinition, resourceDefinitions } from '../store';
import { reviewAccess } from './access-review';
import type { ApiContext, Call, Outcome } from './api-context';
import { deleteCollection, listObjects } from './collection-calls';
import { undeletableCollections } from './discovery';
import { answerEndpointSlices } from './endpoint-slices';
import { answerMetrics } from './metrics-api';
import { createObject, deleteObject, getObject, patchObject, updateObject } from './object-calls';
import { methodNotAllowed, unknownResource } from './refusals';
import { answerSubresource } from './subresource-calls';
import { watchObjects } from './watch-calls';

/** Carries out a call. Throws `StatusError`. */
export function answerResource(context: ApiContext, call: Call): Outcome {
  const { group, version, resource, subresource, name } = call.info;
  if (group === 'authorization.k8s.io') return reviewAccess(context, call);
  if (group === 'discovery.k8s.io') return answerEndpointSlices(context, call);
  if (group === 'metrics.k8s.io' && context.usage) return answerMetrics(context, context.usage, call);
  const definition = resourceDefinitions.get(resource as Resource);
  const isServed = [...resourceDefinitions.values()].some((one) => one.group === group && one.version === version);
  if (!isServed) return { code: 404, text: '404 page not found\n', contentType: 'text/plain; charset=utf-8' };
  if (definition?.group !== group || definition.version !== version) throw unknownResource();
  if (subresource !== undefined) return answerSubresource(context, call, definition, subresource);
  return name === '' ? answerCollection(context, call, definition) : answerObject(context, call, definition);
}

function answerCollection(context: ApiContext, call: Call, definition: ResourceDefinition): Outcome {
  switch (call.info.verb) {
    case 'list':
      return listObjects(context, call, definition);
    case 'watch':
      return watchObjects(context, call, definition);
    case 'create':
      if (definition.namespaced && call.info.namespace === undefined) throw methodNotAllowed();
      return createObject(context, call, definition);
    case 'deletecollection':
      if (undeletableCollections.includes(definition.plural)) throw methodNotAllowed();
      return deleteCollection(context, call, definition);
    default:
      throw methodNotAllowed();
  }
}

function answerObject(context: ApiContext, call: Call, definition: ResourceDefinition): Outcome {
  if (definition.namespaced && call.info.namespace === undefined) throw unknownResource();
  switch (call.info.verb) {
    case 'get':
      return getObject(context, call, definition);
    case 'watch':
      return watchObjects(context, call, definition);
    case 'update':
      return updateObject(context, call, definition);
    case 'patch':
      return patchObject(context, call, definition);
    case 'delete':
      return deleteObject(context, call, definition);
    default:
      throw methodNotAllowed();
  }
}
