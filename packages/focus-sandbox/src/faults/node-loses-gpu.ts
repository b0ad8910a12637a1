import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the node has no GPU shares any more once a job runs',
  kind: 'node',
  caughtBy: ['@id:job-gets-resources'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ gpuShare, streaming }) => ({
    policies: [{ policy: 'resource-lost', pods: streaming, resource: gpuShare }],
  }),
};
