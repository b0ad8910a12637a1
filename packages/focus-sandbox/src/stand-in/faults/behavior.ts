// How the stand-in shows faults of system behaviour: ports in use, rollback, start-up and wear.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Service } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import type { Hooks, JobView } from '../hooks';
import { cleanupName, type Job, jobName, serviceName } from '../jobs/job';
import type { JobObject } from '../jobs/job-objects';
import { nodePortOf } from '../jobs/ports';
import { refuse } from '../rest/refusal';
import type { ConfigureRequest } from '../rest/requests';
import { failFirstStart } from './first-start';

const lightRequest: ConfigureRequest = { displayInfo: { height: 800 }, channels: { min: 1, max: 1 }, view_type: 0 };
const growthMs = 25;

export const behaviorFaults: Readonly<Record<string, Partial<Hooks>>> = {
  'port-conflict-ignored': { portTaken: () => 'omit' },
  'port-conflict-answered-500': {
    portTaken: () => {
      throw refuse(500, ['server'], 'internal', 'the server failed; its log says why');
    },
  },
  'port-conflict-leaves-job': conflictLeavingJob(),
  'port-conflict-evicts-holder': {
    portTaken: async (port, client) => {
      await evict(port, client);
      return 'next' as const;
    },
  },
  'same-port-at-once': racingForOnePort(),
  'cancelled-port-never-reused': { afterCancel: portHolder },
  'refused-request-creates-job': {
    afterRefusal: async (jobs) => {
      await jobs.start(lightRequest);
    },
  },
  'refused-request-uses-slot': {
    afterRefusal: async (jobs) => {
      await jobs.places.take();
    },
  },
  'job-id-reused': { sequence: () => 70_000 },
  'error-line-at-startup': {
    startup: async (_, log) => log('ERROR could not connect to rabbitmq:5672, trying again'),
  },
  'restart-during-startup': { startup: failFirstStart },
  'healthy-but-refuses-jobs': {
    beforeStart: async () => {
      throw refuse(503, ['server'], 'unavailable', 'no jobs can be started at the moment; try again later');
    },
  },
  'restart-during-soak': { endsAfterJobs: 25 },
  'one-job-in-ten-fails': {
    beforeStart: async (n) => {
      if (n % 10 === 0) {
        throw refuse(500, ['server'], 'internal', 'the server failed; its log says why');
      }
    },
  },
  'latency-grows': { beforeStart: async (n) => await delay(n * growthMs) },
  'rollback-leaves-job': { rollback: keeping(jobName) },
  'rollback-leaves-service': { rollback: keeping(serviceName) },
  'rollback-leaves-cleanup-job': { rollback: keeping(cleanupName) },
  'rollback-takes-neighbour': {
    rollback: (removals, { others }) => [
      ...removals,
      ...others.slice(-1).map((other) => ({ kind: 'Service' as const, name: serviceName(other.id) })),
    ],
  },
  'rollback-leaves-slot': { rollbackFreesPlace: false },
  'rollback-leaves-port': { afterRollback: portHolder },
};

function conflictLeavingJob(): Partial<Hooks> {
  const taken = new Set<number>();
  return {
    portTaken: (port) => {
      taken.add(port);
      throw refuse(409, ['server', 'ports'], 'port', `port ${port} is in use; free it or try again`);
    },
    rollback: (removals, view) =>
      taken.has(nodePortOf(view.job.portOffset)) ? keeping(jobName)(removals, view) : removals,
  };
}

/** A job that is created while an older one still is gets the older one's port told. */
function racingForOnePort(): Partial<Hooks> {
  const rivals = new WeakMap<Job, Job>();
  return {
    creations: (objects, { job, others }) => {
      const rival = others.find(
        (other) => other.createdAt === Number.POSITIVE_INFINITY && other.sequence < job.sequence,
      );
      if (rival !== undefined) {
        rivals.set(job, rival);
      }
      return objects;
    },
    answer: (answer, { job }) => ({ ...answer, stream_port: nodePortOf((rivals.get(job) ?? job).portOffset) }),
  };
}

/** Removes whatever Service has the port. */
async function evict(port: number, { core, namespace }: ApiClient): Promise<void> {
  const { items } = await core.listNamespacedService({ namespace });
  const holders = items.filter(({ spec }) => spec?.ports?.some(({ nodePort }) => nodePort === port));
  for (const { metadata } of holders) {
    await core.deleteNamespacedService({ namespace, name: metadata?.name ?? '' });
  }
}

function keeping(nameOf: (id: string) => string): Hooks['rollback'] {
  return (removals, { job }) => removals.filter(({ name }) => name !== nameOf(job.id));
}

/** A Service that leads nowhere and holds the port of a job that is gone. */
function portHolder({ job }: JobView): JobObject[] {
  const nodePort = nodePortOf(job.portOffset);
  const spec: V1Service['spec'] = { type: 'NodePort', ports: [{ port: 5000, nodePort, protocol: 'TCP' }] };
  return [{ apiVersion: 'v1', kind: 'Service', metadata: { name: `port-${nodePort}` }, spec }];
}
