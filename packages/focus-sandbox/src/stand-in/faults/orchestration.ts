// How the stand-in shows the faults of orchestration.
import type { Hooks } from '../hooks';
import { cleanupName, jobName, serviceName, slotOf } from '../jobs/job';
import { gpuShare, streamPort } from '../jobs/job-objects';
import { nodePortOf, portOf } from '../jobs/ports';
import { onContainer, onService, onStreamJob, without } from './manifests';

/** A job that never existed: for faults that need another job while there is none. */
const nobody = '0-0';

export const orchestrationFaults: Readonly<Record<string, Partial<Hooks>>> = {
  'no-job-created': { creations: without(jobName) },
  'pod-wrong-label': {
    creations: onStreamJob(({ template }, { job }) => {
      template.metadata = { labels: { app: `grpc-view-${job.id}` } };
    }),
  },
  'no-memory-limit': {
    creations: onContainer(({ resources }) => {
      delete resources?.limits?.memory;
    }),
  },
  'no-gpu-share': {
    creations: onContainer(({ resources }) => {
      delete resources?.requests?.[gpuShare];
      delete resources?.limits?.[gpuShare];
    }),
  },
  'service-missing': { creations: without(serviceName) },
  'service-selects-other-job': {
    creations: onService((spec, { others }) => {
      spec.selector = { app: jobName(others.at(-1)?.id ?? nobody) };
    }),
  },
  'wrong-target-port': {
    creations: onService((spec) => {
      spec.ports = spec.ports?.map((port) => ({ ...port, targetPort: streamPort + 1 })) ?? [];
    }),
  },
  'stream-port-of-other-job': {
    answer: (answer, { job, others }) => ({
      ...answer,
      stream_port: nodePortOf(others.at(-1)?.portOffset ?? job.portOffset + 1),
    }),
  },
  'same-port-twice': {
    creations: onService((spec, { job, others }) => {
      spec.ports = spec.ports?.map((port) => ({ ...port, port: portOf((others[0] ?? job).portOffset) })) ?? [];
    }),
    answer: (answer, { job, others }) => ({ ...answer, stream_port: nodePortOf((others[0] ?? job).portOffset) }),
  },
  'cancel-removes-nothing': { removals: () => [] },
  'cancel-leaves-pod': {
    removals: (removals, { job }) =>
      removals.map((removal) =>
        removal.name === jobName(job.id) ? { ...removal, propagationPolicy: 'Orphan' } : removal,
      ),
  },
  'cancel-leaves-service': {
    removals: (removals, { job }) => removals.filter(({ name }) => name !== serviceName(job.id)),
  },
  'cancel-leaves-cleanup-job': {
    removals: (removals, { job }) => removals.filter(({ name }) => name !== cleanupName(job.id)),
  },
  'cancel-takes-neighbour': {
    removals: (removals, { others }) => [
      ...removals,
      ...others.slice(-1).map((other) => ({ kind: 'PodsOf' as const, name: jobName(other.id) })),
    ],
  },
  'cancel-takes-neighbours-service': {
    removals: (removals, { others }) => [
      ...removals,
      ...others.slice(-1).map((other) => ({ kind: 'Service' as const, name: serviceName(other.id) })),
    ],
  },
  'cancel-by-place': {
    cancelled: (id, running) => running.find((other) => slotOf(other) === slotOf(id)) ?? id,
  },
  'second-cancel-500': { unknownJobStatus: () => 500 },
};
