import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the node has memory for 150 jobs',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
  mayAlsoFail: ['@id:job-gets-resources'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  // As in cpu.ts: three pods with 64Mi each, 24Mi for each cleanup pod, and far more for a streaming pod.
  cluster: ({ firstNode }) => ({ nodes: { [firstNode]: { memory: '1206Gi' } } }),
  deployment: { streamResources: { requests: { memory: '8Gi' }, limits: { memory: '8Gi' } } },
};
