import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'of two nodes, the one with 100 of the 250 GPU shares is not Ready',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ firstNode, secondNode, gpuShare }) => ({
    nodes: { [firstNode]: { [gpuShare]: '150' }, [secondNode]: { [gpuShare]: '100' } },
    policies: [{ policy: 'node-not-ready', node: secondNode }],
  }),
};
