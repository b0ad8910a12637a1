// The subresources that act on a pod: it is bound to a node, or evicted.
import { z } from 'zod';
import { getDefinition } from '../store';
import { badRequest, conflict } from '../store/status-error';
import type { Answer, ApiContext, Call } from './api-context';
import { createJsonAnswer } from './json-answers';
import { parseBody } from './request-body';

/** Binds a pod to a node for a scheduler. Throws `StatusError` NotFound, Conflict when it is bound already. */
export function bindPod({ store }: ApiContext, call: Call): Answer {
  const parsed = bindingSchema.safeParse(parseBody(call, 'Binding'));
  if (!parsed.success) throw badRequest('Binding in version "v1" cannot be handled as a Binding: expected target.name');
  const { namespace, name } = call.info;
  const pod = store.get('pods', namespace, name);
  if (pod.spec?.nodeName) {
    throw conflict(
      getDefinition('pods'),
      name,
      `pod ${name} is already assigned to node ${JSON.stringify(pod.spec.nodeName)}`,
    );
  }
  store.patch('pods', namespace, name, (draft) => {
    if (draft.spec) draft.spec.nodeName = parsed.data.target.name;
    const scheduled = { type: 'PodScheduled', status: 'True', lastTransitionTime: new Date().toISOString() };
    draft.status = { ...draft.status, conditions: [...(draft.status?.conditions ?? []), scheduled] };
  });
  return createJsonAnswer(201, successStatus);
}

/** Deletes a pod with the grace that the eviction names. Throws `StatusError` NotFound. */
export function evictPod({ store }: ApiContext, call: Call): Answer {
  const parsed = evictionSchema.safeParse(parseBody(call, 'Eviction') ?? {});
  if (!parsed.success) throw badRequest('Eviction in version "v1beta1" cannot be handled as an Eviction');
  const seconds = parsed.data.deleteOptions?.gracePeriodSeconds;
  const options = seconds === undefined || seconds === null ? {} : { gracePeriodSeconds: seconds };
  store.delete('pods', call.info.namespace, call.info.name, options);
  return createJsonAnswer(201, successStatus);
}

const successStatus = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

const bindingSchema = z.looseObject({ target: z.looseObject({ name: z.string().min(1) }) });

const evictionSchema = z.looseObject({
  deleteOptions: z.looseObject({ gracePeriodSeconds: z.int().nullish() }).nullish(),
});
