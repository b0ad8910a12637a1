// What the sentences on system behaviour call: one part for the server itself, one for each thing that a scenario does to it.
import { Disruption } from '../disruption/disruption';
import { Repetition } from '../requests/repeatability-check';
import { ServerInspector } from '../server/server-inspector';
import { SoakRun } from '../stability/soak-run';
import type { FocusWorld } from './world';

export interface SystemBehavior {
  readonly server: ServerInspector;
  readonly soak: SoakRun;
  readonly disruption: Disruption;
  readonly repetition: Repetition;
}

const known = new WeakMap<FocusWorld, SystemBehavior>();

/** The parts of a scenario, made when it first asks for them. */
export function systemBehavior(world: FocusWorld): SystemBehavior {
  const present = known.get(world) ?? partsOf(world);
  known.set(world, present);
  return present;
}

function partsOf(world: FocusWorld): SystemBehavior {
  const { cluster, client, environment, signal } = world;
  const { session, ledger, objects } = world.scope;
  const server = new ServerInspector({ observer: session.observer, cluster, client, environment, signal });
  const inspect = world.inspect.bind(world);
  const disruption = new Disruption({
    cluster: session.cluster,
    runId: session.journal.runId,
    signal,
    withinMs: environment.deadlines.requestMs,
    undoLater: world.undoLater.bind(world),
  });
  const repetition = new Repetition({
    environment,
    observer: session.observer,
    ledger,
    signal,
    inspect,
    facts: world.facts.bind(world),
    holdPortAfter: (job) => world.surroundings.holdPortAfter(job),
  });
  return {
    server,
    disruption,
    repetition,
    soak: new SoakRun({ environment, cluster, server, ledger, objects, inspect, signal }),
  };
}
