// Faults of system behaviour: ports in use, rollback, start-up and wear.
import type { Fault } from './fault';
import { acceptances, openings, refusals, scenarios } from './scenarios';

const { takenPort, cancelledPort, costFree, startup, restart, soak, rollback, brokenApi, noDataError, portError } =
  scenarios;
const { unrecorded, partlyRecorded, stillRecorded, liveMissing, liveAsSaid, liveFlows, clarity } = scenarios;
const { twoPorts, exposed, cancel, capacityDiscovery } = scenarios;
/** What looks for leftovers after a refusal. */
const leftovers = [...refusals.filter((id) => id !== clarity), unrecorded, liveMissing, noDataError];

export const behaviorFaults: readonly Fault[] = [
  object('port-conflict-ignored', 'answers 200 for a job whose port belongs to another Service', takenPort, portError),
  answer('port-conflict-answered-500', 'answers 500 when the port belongs to another Service', takenPort, portError),
  object('port-conflict-leaves-job', 'answers 409 when the port is taken, but leaves the Job', takenPort, portError),
  object(
    'port-conflict-evicts-holder',
    'removes the Service that holds a port which a job was to get',
    takenPort,
    portError,
  ),
  touching(
    [exposed, cancel, restart, portError],
    answer('same-port-at-once', 'answers with one port to two jobs that are asked for at once', twoPorts),
  ),
  object('cancelled-port-never-reused', 'keeps the port of a cancelled job', cancelledPort),
  object('refused-request-creates-job', 'creates a job for a request that it refuses', ...leftovers),
  program('refused-request-uses-slot', 'uses up a slot for a request that it refuses', costFree, rollback),
  touching(
    [liveAsSaid, liveFlows, partlyRecorded, stillRecorded, takenPort],
    object('job-id-reused', 'gives the number of a job again', ...acceptances),
  ),
  program('error-line-at-startup', 'writes an error line to its log when it starts', startup, restart),
  program('restart-during-startup', 'ends once before it runs', startup),
  program('dependency-not-ready', 'RabbitMQ does not become Ready', startup, restart),
  breaking(
    answer('healthy-but-refuses-jobs', 'says that it is healthy and refuses every job', ...openings, capacityDiscovery),
  ),
  cluster('memory-leak', 'the memory of the server grows by 1 % in 2 s', soak),
  program('restart-during-soak', 'ends with an error after many jobs without a pause', soak),
  touching([portError], answer('one-job-in-ten-fails', 'answers 500 to every tenth job', soak)),
  program('latency-grows', 'takes longer for each job', soak),
  object('rollback-leaves-job', 'leaves the Job when a later step fails', rollback, brokenApi),
  object('rollback-leaves-service', 'leaves the Service when a later step fails', rollback, brokenApi),
  object('rollback-leaves-cleanup-job', 'leaves the cleanup Job when a later step fails', rollback),
  object('rollback-takes-neighbour', 'removes the Service of another job when a step fails', rollback, brokenApi),
  program('rollback-leaves-slot', 'keeps the slot when a step fails', rollback, brokenApi),
  touching([portError], object('rollback-leaves-port', 'keeps the port when a step fails', rollback, brokenApi)),
];

/** No job comes to life: whatever needs one may turn red too. */
function breaking(fault: Fault): Fault {
  return { ...fault, breaksJobs: true };
}

/** Scenarios that see the fault too, though others must. */
function touching(alsoTouches: readonly string[], fault: Fault): Fault {
  return { ...fault, alsoTouches };
}

function answer(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return fault(name, does, caughtBy, 'answer');
}

function object(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return fault(name, does, caughtBy, 'object');
}

function program(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return fault(name, does, caughtBy, 'program');
}

function cluster(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return { ...fault(name, does, caughtBy, 'node'), part: 'cluster' };
}

function fault(name: string, does: string, caughtBy: readonly string[], layer: Fault['layer']): Fault {
  return { name, does, layer, part: 'stand-in', features: featuresOf(caughtBy), caughtBy };
}

function featuresOf(caughtBy: readonly string[]): string[] {
  const ofSystemBehavior: readonly string[] = [startup, restart, soak, rollback, brokenApi, noDataError, portError];
  const folders = caughtBy.map((id) => (ofSystemBehavior.includes(id) ? 'system-behavior' : 'pre-launch'));
  return [...new Set(folders)];
}
