import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the node has 150 GPU shares',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
};

export const behavior: FaultBehavior = {
  cluster: ({ firstNode, gpuShare }) => ({ nodes: { [firstNode]: { [gpuShare]: '150' } } }),
};
