import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the node takes 303 pods',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  // Three pods and 150 times two: a job that is stuck keeps its cleanup pod, so that the number of jobs that run varies a little.
  cluster: ({ firstNode }) => ({ nodes: { [firstNode]: { pods: '303' } } }),
};
