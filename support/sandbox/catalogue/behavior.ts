// Faults of system behaviour: ports in use, rollback, start-up and wear.
import type { Fault } from './fault';
import { acceptances, refusals, scenarios } from './scenarios';

const { takenPort, cancelledPort, costFree, startup, soak, rollback } = scenarios;
const { unrecorded, partlyRecorded, stillRecorded, liveMissing, liveAsSaid, liveFlows, clarity } = scenarios;
/** What looks for leftovers after a refusal. */
const leftovers = [...refusals.filter((id) => id !== clarity), unrecorded, liveMissing];

export const behaviorFaults: readonly Fault[] = [
  object('port-conflict-ignored', 'answers 200 for a job whose port belongs to another Service', takenPort),
  answer('port-conflict-answered-500', 'answers 500 when the port belongs to another Service', takenPort),
  object('port-conflict-leaves-job', 'answers 409 when the port is taken, but leaves the Job', takenPort),
  object('cancelled-port-never-reused', 'keeps the port of a cancelled job', cancelledPort),
  object('refused-request-creates-job', 'creates a job for a request that it refuses', ...leftovers),
  program('refused-request-uses-slot', 'uses up a slot for a request that it refuses', costFree),
  {
    ...object('job-id-reused', 'gives the number of a job again', ...acceptances),
    alsoTouches: [liveAsSaid, liveFlows, partlyRecorded, stillRecorded, takenPort],
  },
  program('error-line-at-startup', 'writes an error line to its log when it starts', startup),
  program('restart-during-startup', 'ends once before it runs', startup),
  program('dependency-not-ready', 'RabbitMQ does not become Ready', startup),
  answer('healthy-but-refuses-jobs', 'says that it is healthy and refuses every job', startup),
  program('restart-during-soak', 'restarts after some jobs', soak),
  answer('one-job-in-ten-fails', 'answers 500 to every tenth job', soak),
  program('latency-grows', 'takes longer for each job', soak),
  object('rollback-leaves-job', 'leaves the Job when a later step fails', rollback),
  object('rollback-leaves-service', 'leaves the Service when a later step fails', rollback),
  object('rollback-leaves-cleanup-job', 'leaves the cleanup Job when a later step fails', rollback),
  program('rollback-leaves-slot', 'keeps the slot when a step fails', rollback),
  object('rollback-leaves-port', 'keeps the port when a step fails', rollback),
];

function answer(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return fault(name, does, caughtBy, 'answer');
}

function object(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return fault(name, does, caughtBy, 'object');
}

function program(name: string, does: string, ...caughtBy: readonly string[]): Fault {
  return fault(name, does, caughtBy, 'program');
}

function fault(name: string, does: string, caughtBy: readonly string[], layer: Fault['layer']): Fault {
  const ofPreLaunch = [takenPort, cancelledPort, costFree, ...leftovers, ...acceptances];
  const feature = caughtBy.some((id) => ofPreLaunch.includes(id)) ? 'pre-launch' : 'system-behavior';
  return { name, does, layer, part: 'stand-in', features: [feature], caughtBy };
}
