// Faults of orchestration: a job's objects, its port, its cancellation and what can be observed of it.
import type { Fault } from './fault';
import { scenarios } from './scenarios';

const features = ['orchestration'];
const { spawns, resources, exposed: port, cancel, cancelledId, observable } = scenarios;
const { takenPort, cancelledPort, throughput, restart, rollback, brokenApi } = scenarios;

export const orchestrationFaults: readonly Fault[] = [
  breaking(object('no-job-created', 'answers 200 for a job, but creates no Job', [spawns])),
  object('pod-wrong-label', 'gives the pod another label than the one that its job is found by', [spawns, port]),
  touching([cancel], cluster('pod-not-owned', 'controller', 'the pod of a job has no owner', [spawns])),
  breaking(cluster('pod-never-scheduled', 'controller', 'the pod of a job finds no node', [spawns])),
  breaking(cluster('container-exits', 'node', 'the container of a job ends at once with an error', [spawns])),
  cluster('container-restarts', 'node', 'the container of a job runs only after a restart', [spawns]),
  object('no-memory-limit', 'gives the streaming container no memory limit', [resources]),
  cluster('cpu-request-above-limit', 'object', 'the pod of a job asks for more CPU than its limit allows', [resources]),
  object('no-gpu-share', 'asks for no GPU share', [resources]),
  touching(
    [takenPort, cancelledPort, cancel, restart, rollback, brokenApi],
    object('service-missing', 'creates no Service', [spawns, port]),
  ),
  object('service-selects-other-job', "lets the Service select another job's pods", [port]),
  object('wrong-target-port', 'lets the Service forward to a port that nothing listens on', [port]),
  touching(
    [cancel, takenPort, throughput, restart],
    answer('stream-port-of-other-job', 'answers with the port of another job', [port]),
  ),
  touching(
    [cancel, takenPort, throughput, restart],
    object('same-port-twice', 'gives every job the port of the oldest', [port]),
  ),
  program('port-without-grpc', 'accepts connections at the stream port, but speaks no gRPC', [port]),
  breaking(program('port-never-listens', 'opens no stream port', [port, spawns])),
  touching([cancelledPort], object('cancel-removes-nothing', 'answers 200 to a cancel, but removes nothing', [cancel])),
  object('cancel-leaves-pod', 'leaves the pod of a cancelled job', [cancel]),
  touching([cancelledPort], object('cancel-leaves-service', 'leaves the Service of a cancelled job', [cancel])),
  object('cancel-leaves-cleanup-job', 'leaves the cleanup Job of a cancelled job', [cancel]),
  object('cancel-takes-neighbour', 'removes the pod of another job on a cancel', [cancel]),
  object('cancel-takes-neighbours-service', 'removes the Service of another job on a cancel', [cancel]),
  answer('second-cancel-500', 'answers 500 to the cancel of a job that is gone', [cancel, cancelledId]),
  program('cancel-by-place', 'takes the id of a cancelled job for the job that has its place now', [cancelledId]),
  cluster('empty-log', 'node', 'the log of a job is empty', [observable]),
  cluster('no-events', 'controller', 'nothing is told of a job in events', [observable]),
  cluster('events-without-started', 'node', 'the events of a job do not tell that its container was started', [
    observable,
  ]),
  cluster('status-succeeded-while-running', 'controller', 'a Job says that it succeeded while its pod runs', [
    observable,
  ]),
];

/** No job comes to life: whatever needs one may turn red too. */
function breaking(fault: Fault): Fault {
  return { ...fault, breaksJobs: true };
}

/** Scenarios that see the fault too, though others must. */
function touching(alsoTouches: readonly string[], fault: Fault): Fault {
  return { ...fault, alsoTouches };
}

function answer(name: string, does: string, caughtBy: readonly string[]): Fault {
  return { name, does, layer: 'answer', part: 'stand-in', features, caughtBy };
}

function object(name: string, does: string, caughtBy: readonly string[]): Fault {
  return { name, does, layer: 'object', part: 'stand-in', features, caughtBy };
}

function program(name: string, does: string, caughtBy: readonly string[]): Fault {
  return { name, does, layer: 'program', part: 'stand-in', features, caughtBy };
}

function cluster(name: string, layer: Fault['layer'], does: string, caughtBy: readonly string[]): Fault {
  return { name, does, layer, part: 'cluster', features, caughtBy };
}
