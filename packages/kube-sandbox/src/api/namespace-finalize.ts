// The subresource `finalize` of a namespace: a deleted namespace without finalizers is removed.
import { type Draft, getDefinition } from '../store';
import type { Answer, ApiContext, Call } from './api-context';
import { present } from './presentation';
import { readObject } from './request-body';

/** Replaces `spec.finalizers`; a deleted namespace without any is removed. */
export function finalizeNamespace({ store }: ApiContext, call: Call): Answer {
  const definition = getDefinition('namespaces');
  const { spec } = readObject(call, definition) as Draft<'namespaces'>;
  const { name } = call.info;
  store.get('namespaces', undefined, name);
  const finalized = store.patch('namespaces', undefined, name, (draft) => {
    draft.spec = { ...draft.spec, finalizers: spec?.finalizers ?? [] };
  });
  return present(call, definition, finalized ?? store.get('namespaces', undefined, name));
}
