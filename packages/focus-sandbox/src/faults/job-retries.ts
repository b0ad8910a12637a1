import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'lets Kubernetes start six more pods for a job that fails',
  kind: 'object',
  caughtBy: ['@id:ended-job-is-removed'],
};

export const behavior: FaultBehavior = {
  server: ({ changeJob }) => ({
    createdObjects: changeJob((spec) => {
      spec.backoffLimit = 6;
    }),
  }),
};
