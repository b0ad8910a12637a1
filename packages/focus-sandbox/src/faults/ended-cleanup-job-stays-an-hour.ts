import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'creates a cleanup Job that Kubernetes removes an hour after its end',
  kind: 'object',
  caughtBy: ['@id:ended-job-is-removed'],
};

export const behavior: FaultBehavior = {
  server: ({ nameObjects }) => ({
    createdObjects: (objects, { job }) =>
      objects.map((object) =>
        object.kind === 'Job' && object.metadata?.name === nameObjects(job.id).cleanupJob && object.spec
          ? { ...object, spec: { ...object.spec, ttlSecondsAfterFinished: 3_600 } }
          : object,
      ),
  }),
};
