// What the sentences on system behaviour call: one part for the server itself, one for each thing that a scenario does to it.
import { ServerInspector } from './server/server-inspector';
import type { FocusWorld } from './world';

export interface SystemBehavior {
  readonly server: ServerInspector;
}

const known = new WeakMap<FocusWorld, SystemBehavior>();

/** The parts of a scenario, made when it first asks for them. */
export function systemBehavior(world: FocusWorld): SystemBehavior {
  const present = known.get(world) ?? partsOf(world);
  known.set(world, present);
  return present;
}

function partsOf({ scope, cluster, client, environment, signal }: FocusWorld): SystemBehavior {
  const { observer } = scope.session;
  return { server: new ServerInspector({ observer, cluster, client, environment, signal }) };
}
