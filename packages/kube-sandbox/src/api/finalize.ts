// The last word on a namespace: its finalizers are taken off and it goes.
import { type Draft, definitionOf } from '../store';
import { readObject } from './body';
import type { Answer, ApiContext, Call } from './context';
import { present } from './presentation';

/** Replaces `spec.finalizers`; a deleted namespace without any is removed. */
export function finalizeNamespace({ store }: ApiContext, call: Call): Answer {
  const definition = definitionOf('namespaces');
  const { spec } = readObject(call, definition) as Draft<'namespaces'>;
  const { name } = call.info;
  store.get('namespaces', undefined, name);
  const finalized = store.patch('namespaces', undefined, name, (draft) => {
    draft.spec = { ...draft.spec, finalizers: spec?.finalizers ?? [] };
  });
  return present(call, definition, finalized ?? store.get('namespaces', undefined, name));
}
