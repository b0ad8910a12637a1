// Faults of what is around the jobs: what is between the server and its callers, its process, its node, the cluster's controllers.
import type { Fault } from './fault';
import { everyRefusal, openings, scenarios } from './scenarios';

const { spawns, resources, exposed, cancel, observable, twoPorts, takenPort, costFree } = scenarios;
const { liveMissing, liveAsSaid, liveFlows, stillRecorded, future, throughput } = scenarios;
const { startup, restart, rollback, brokenApi, portError, capacityDiscovery } = scenarios;

const features = ['orchestration', 'pre-launch', 'system-behavior'];

const ofNetwork: readonly Fault[] = [
  breaking(
    standIn('answers-cut-off', 'network', 'the answer to a job breaks off in the middle', [
      ...openings,
      ...everyRefusal,
      capacityDiscovery,
    ]),
  ),
  standIn('proxy-error-page', 'network', 'a proxy replaces error answers by a page of its own', [
    ...everyRefusal,
    rollback,
    brokenApi,
  ]),
  touching(
    [restart],
    standIn('proxy-joins-requests', 'network', 'a proxy gives one answer to equal requests at the same time', [
      twoPorts,
      exposed,
      cancel,
      portError,
    ]),
  ),
  breaking(
    standIn('proxy-answers-late', 'network', 'a proxy gives each job the answer of the job before', [
      throughput,
      exposed,
      cancel,
    ]),
  ),
  touching(
    [liveAsSaid, liveFlows],
    standIn('proxy-keeps-metadata', 'network', 'a proxy answers what the live metadata were before', [liveMissing]),
  ),
  cluster('node-port-not-opened', 'network', 'the node does not serve the port of a job', [exposed]),
  cluster('node-port-to-gone-pod', 'network', 'the node forwards the port of a job to a pod that is gone', [exposed]),
  cluster('node-port-stays-open', 'network', 'the node serves the port of a job that is gone', [cancel]),
];

const ofProcess: readonly Fault[] = [
  breaking(standIn('dies-while-answering', 'program', 'the server ends while it answers for a job', openings)),
  breaking(
    standIn('dies-of-wrong-request', 'program', 'the server ends when it refuses a request', [
      ...everyRefusal,
      costFree,
    ]),
  ),
  breaking(
    standIn('dies-of-taken-port', 'program', 'the server ends when the port of a job is taken', [takenPort, portError]),
  ),
  standIn('restart-ends-jobs', 'program', 'the server removes the jobs that it finds when it starts', [restart]),
  standIn(
    'restart-takes-services',
    'program',
    'the server removes the Services of the jobs that it finds when it starts',
    [restart],
  ),
  standIn('program-logs-nothing', 'program', 'the streaming program says nothing', [observable]),
];

const ofNode: readonly Fault[] = [
  standIn('clock-behind', 'node', "the server's clock is ten minutes behind", [stillRecorded]),
  standIn('clock-ahead', 'node', "the server's clock is two hours ahead", [future, scenarios.clarity]),
  breaking(cluster('node-loses-gpu', 'node', 'the node has no GPU shares any more once a job runs', [resources])),
  breaking(cluster('pod-stuck-terminating', 'node', 'the pod of a removed job stays in Terminating', [cancel])),
  cluster('server-killed-once', 'node', "the server's container is killed once after its start", [startup, restart]),
];

const ofControllers: readonly Fault[] = [
  breaking(
    cluster('jobs-get-no-pods', 'controller', 'the Job controller makes no pods', [
      spawns,
      liveAsSaid,
      liveFlows,
      capacityDiscovery,
    ]),
  ),
  breaking(
    cluster('garbage-collector-idle', 'controller', 'what a removed Job leaves is never collected', [
      cancel,
      rollback,
      brokenApi,
    ]),
  ),
  cluster('webhook-drops-limits', 'controller', "a webhook takes the limits from a job's containers", [resources]),
];

export const surroundingFaults: readonly Fault[] = [...ofNetwork, ...ofProcess, ...ofNode, ...ofControllers];

/** What needs a job may turn red too. */
function breaking(fault: Fault): Fault {
  return { ...fault, breaksJobs: true };
}

/** Scenarios that see the fault too, though others must. */
function touching(alsoTouches: readonly string[], fault: Fault): Fault {
  return { ...fault, alsoTouches };
}

function standIn(name: string, layer: Fault['layer'], does: string, caughtBy: readonly string[]): Fault {
  return { name, does, layer, part: 'stand-in', features, caughtBy };
}

function cluster(name: string, layer: Fault['layer'], does: string, caughtBy: readonly string[]): Fault {
  return { ...standIn(name, layer, does, caughtBy), part: 'cluster' };
}
