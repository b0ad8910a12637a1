// The number of replicas of a Deployment or ReplicaSet, as an object of its own.
import { z } from 'zod';
import type { Draft, KubeObject, ResourceDefinition, Stored } from '../store';
import { badRequest } from '../store/status-error';
import type { Answer, ApiContext, Call } from './api-context';
import { isDryRun } from './call-options';
import { createJsonAnswer } from './json-answers';
import { applyPatchBody } from './patch/patch-body';
import { methodNotAllowed, unknownResource } from './refusals';
import { parseBody } from './request-body';

/** Reads, replaces or patches a Scale. Throws `StatusError`. */
export function answerScale(context: ApiContext, call: Call, { plural }: ResourceDefinition): Answer {
  if (plural !== 'deployments' && plural !== 'replicasets') throw unknownResource();
  const { namespace, name, verb } = call.info;
  const stored = context.store.get(plural, namespace, name);
  if (verb === 'get') return createJsonAnswer(200, createScale(stored));
  if (verb !== 'update' && verb !== 'patch') throw methodNotAllowed();
  const wanted = verb === 'patch' ? applyPatchBody(call, createScale(stored)) : parseBody(call, 'Scale');
  const parsed = scaleSchema.safeParse(wanted);
  if (!parsed.success)
    throw badRequest('Scale in version "v1" cannot be handled as a Scale: expected spec.replicas, a whole number');
  const draft = structuredClone(stored) as unknown as Draft<'deployments' | 'replicasets'>;
  if (draft.spec) draft.spec.replicas = parsed.data.spec.replicas;
  return createJsonAnswer(200, createScale(context.store.update(plural, draft, { dryRun: isDryRun(call) })));
}

const scaleSchema = z.looseObject({ spec: z.looseObject({ replicas: z.int().nonnegative().default(0) }) });

function createScale(object: Stored<'deployments' | 'replicasets'>): KubeObject {
  const { name, namespace = '', uid, resourceVersion, creationTimestamp } = object.metadata;
  const labels = Object.entries(object.spec?.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: object.spec?.replicas ? { replicas: object.spec.replicas } : {},
    status: { replicas: object.status?.replicas ?? 0, selector: labels.join(',') },
  };
}
