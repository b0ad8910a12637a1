import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the node has CPU for 150 jobs',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  // Beside its jobs the cluster runs three pods with 10m CPU each, and a job's cleanup pod requests 2m. A streaming pod requests so much that
  // 200 cleanup pods together request less, so that the number of jobs does not depend on the order in which pods are scheduled.
  cluster: ({ firstNode }) => ({ nodes: { [firstNode]: { cpu: '75500m' } } }),
  deployment: { streamResources: { requests: { cpu: '500m' } } },
};
