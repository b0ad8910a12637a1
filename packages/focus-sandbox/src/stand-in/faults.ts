// Which faults the stand-in shows, by their names in the catalogue.
import { answerFaults } from './faults/answers';
import { behaviorFaults } from './faults/behavior';
import { capacityFaults } from './faults/capacity';
import { orchestrationFaults } from './faults/orchestration';
import { podFaults } from './faults/pods';
import { requestFaults } from './faults/requests';
import { surroundingFaults } from './faults/surroundings';
import { type Hooks, healthy } from './hooks';

const known: Readonly<Record<string, Partial<Hooks>>> = {
  ...Object.fromEntries(Object.keys(podFaults).map((name) => [name, {}])),
  ...orchestrationFaults,
  ...requestFaults,
  ...answerFaults,
  ...behaviorFaults,
  ...surroundingFaults,
  ...capacityFaults,
};

/** Names of the faults that the stand-in can show. */
export const standInFaultNames: readonly string[] = Object.keys(known);

/** The server's behaviour with the given faults, their names separated by commas; they act one after the other. Throws on an unknown name. */
export function hooksOf(names: string): Hooks {
  return names.split(',').filter(Boolean).map(find).reduce(chain, healthy);
}

/** What transforms a value does so one fault after the other; of the rest, the last fault decides. */
function chain(first: Hooks, partial: Partial<Hooks>): Hooks {
  const next: Hooks = { ...healthy, ...partial };
  return {
    ...first,
    ...partial,
    creations: (objects, view) => next.creations(first.creations(objects, view), view),
    removals: (removals, view) => next.removals(first.removals(removals, view), view),
    answer: (answer, view) => next.answer(first.answer(answer, view), view),
    refusal: (reply, n) => next.refusal(first.refusal(reply, n), n),
    delivered: (reply, call) => {
      const delivery = first.delivered(reply, call);
      return delivery === 'cut' ? delivery : next.delivered(delivery, call);
    },
    received: (body) => next.received(first.received(body)),
    reading: (request) => next.reading(first.reading(request)),
    limits: (limits) => next.limits(first.limits(limits)),
    rules: (rules) => next.rules(first.rules(rules)),
  };
}

function find(name: string): Partial<Hooks> {
  const hooks = known[name];
  if (hooks === undefined) {
    throw new Error(`"${name}" is not a fault of the stand-in; valid: ${standInFaultNames.join(', ')}`);
  }
  return hooks;
}
