import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'gives the pod another label than the one that its job is found by',
  kind: 'object',
  caughtBy: ['@id:job-spawns-pod', '@id:job-port-exposed'],
};

export const behavior: FaultBehavior = {
  server: ({ changeJob }) => ({
    createdObjects: changeJob(({ template }, { job }) => {
      template.metadata = { labels: { app: `grpc-view-${job.id}` } };
    }),
  }),
};
