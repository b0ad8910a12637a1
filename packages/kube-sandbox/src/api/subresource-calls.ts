// Calls on parts of objects: status, logs, bindings, evictions, scales, tokens.
import type { ResourceDefinition } from '../store';
import type { ApiContext, Call, Outcome } from './api-context';
import { finalizeNamespace } from './namespace-finalize';
import { getObject, patchObject, updateObject } from './object-calls';
import { bindPod, evictPod } from './pod-actions';
import { readLog } from './pod-log';
import { methodNotAllowed, unknownResource } from './refusals';
import { answerScale } from './scale-calls';
import { requestToken } from './token-request';

/** Carries out a call on a subresource. Throws `StatusError`. */
export function answerSubresource(
  context: ApiContext,
  call: Call,
  definition: ResourceDefinition,
  subresource: string,
): Outcome {
  if (subresource === 'status' && definition.status) return answerStatus(context, call, definition);
  const { verb } = call.info;
  switch (`${definition.plural}/${subresource}`) {
    case 'deployments/scale':
    case 'replicasets/scale':
      return answerScale(context, call, definition);
    case 'namespaces/finalize':
      return requireVerb('update', verb, () => finalizeNamespace(context, call));
    case 'pods/binding':
      return requireVerb('create', verb, () => bindPod(context, call));
    case 'pods/eviction':
      return requireVerb('create', verb, () => evictPod(context, call));
    case 'pods/log':
      return requireVerb('get', verb, () => readLog(context, call));
    case 'serviceaccounts/token':
      return requireVerb('create', verb, () => requestToken(context, call));
    default:
      throw unknownResource();
  }
}

function answerStatus(context: ApiContext, call: Call, definition: ResourceDefinition): Outcome {
  switch (call.info.verb) {
    case 'get':
      return getObject(context, call, definition);
    case 'update':
      return updateObject(context, call, definition, 'status');
    case 'patch':
      return patchObject(context, call, definition, 'status');
    default:
      throw methodNotAllowed();
  }
}

function requireVerb(expected: string, verb: string, answer: () => Outcome): Outcome {
  if (verb !== expected) throw methodNotAllowed();
  return answer();
}
