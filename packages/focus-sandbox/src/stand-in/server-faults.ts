// Composes the hooks of a server from the faults that it has to show, by their names.
import { serverTools } from './fault-tools';
import { type Hooks, healthy } from './hooks';
import { loadServerPart } from './load-server-part';

/** The hooks of a server with these faults, which act one after the other. Throws on a name that is no fault of the server. */
export function composeHooks(names: readonly string[]): Hooks {
  return names.map(makeHooks).reduce(combine, healthy);
}

function makeHooks(name: string): Partial<Hooks> {
  const part = loadServerPart(name);
  if (part === undefined) {
    throw new Error(`"${name}" is no fault of the server`);
  }
  return typeof part === 'function' ? part(serverTools) : part;
}

function combine(first: Hooks, next: Partial<Hooks>): Hooks {
  return {
    ...first,
    ...next,
    requestBody: chainHooks(first.requestBody, next.requestBody),
    request: chainHooks(first.request, next.request),
    limits: chainHooks(first.limits, next.limits),
    rules: chainHooks(first.rules, next.rules),
    liveData: chainHooks(first.liveData, next.liveData),
    recordings: chainHooks(first.recordings, next.recordings),
    noRecording: chainHooks(first.noRecording, next.noRecording),
    answer: chainHooks(first.answer, next.answer),
    refusal: chainHooks(first.refusal, next.refusal),
    cancelledId: chainHooks(first.cancelledId, next.cancelledId),
    unknownJobStatus: chainHooks(first.unknownJobStatus, next.unknownJobStatus),
    delivery: chainHooks(first.delivery, next.delivery),
    createdObjects: chainHooks(first.createdObjects, next.createdObjects),
    removals: chainHooks(first.removals, next.removals),
    rollback: chainHooks(first.rollback, next.rollback),
    objectsAfterCancel: chainHooks(first.objectsAfterCancel, next.objectsAfterCancel),
    objectsAfterRollback: chainHooks(first.objectsAfterRollback, next.objectsAfterRollback),
    sequence: chainHooks(first.sequence, next.sequence),
  };
}

/** The second transformation on the result of the first. */
function chainHooks<Value, Rest extends readonly unknown[]>(
  first: (value: Value, ...rest: Rest) => Value,
  next: ((value: Value, ...rest: Rest) => Value) | undefined,
): (value: Value, ...rest: Rest) => Value {
  return next === undefined ? first : (value, ...rest) => next(first(value, ...rest), ...rest);
}
