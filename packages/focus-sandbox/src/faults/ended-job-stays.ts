import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'creates a job that Kubernetes does not remove after its end',
  kind: 'object',
  caughtBy: ['@id:ended-job-is-removed'],
};

export const behavior: FaultBehavior = {
  server: ({ changeJob }) => ({
    createdObjects: changeJob((spec) => {
      delete spec.ttlSecondsAfterFinished;
    }),
  }),
};
