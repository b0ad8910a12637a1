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
    requestBody: chain(first.requestBody, next.requestBody),
    request: chain(first.request, next.request),
    limits: chain(first.limits, next.limits),
    rules: chain(first.rules, next.rules),
    liveData: chain(first.liveData, next.liveData),
    recordings: chain(first.recordings, next.recordings),
    noRecording: chain(first.noRecording, next.noRecording),
    answer: chain(first.answer, next.answer),
    refusal: chain(first.refusal, next.refusal),
    cancelledId: chain(first.cancelledId, next.cancelledId),
    unknownJobStatus: chain(first.unknownJobStatus, next.unknownJobStatus),
    delivery: chain(first.delivery, next.delivery),
    createdObjects: chain(first.createdObjects, next.createdObjects),
    removals: chain(first.removals, next.removals),
    rollback: chain(first.rollback, next.rollback),
    objectsAfterCancel: chain(first.objectsAfterCancel, next.objectsAfterCancel),
    objectsAfterRollback: chain(first.objectsAfterRollback, next.objectsAfterRollback),
    sequence: chain(first.sequence, next.sequence),
  };
}

/** The second transformation on the result of the first. */
function chain<Value, Rest extends readonly unknown[]>(
  first: (value: Value, ...rest: Rest) => Value,
  next: ((value: Value, ...rest: Rest) => Value) | undefined,
): (value: Value, ...rest: Rest) => Value {
  return next === undefined ? first : (value, ...rest) => next(first(value, ...rest), ...rest);
}
