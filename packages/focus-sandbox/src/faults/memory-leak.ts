import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the memory of the server grows by 1 % in 2 s',
  kind: 'node',
  caughtBy: ['@id:stable-over-time'],
};

export const behavior: FaultBehavior = {
  cluster: {
    // 1 % in 2 s, and never as much as the container's limit.
    policies: [{ policy: 'memory-growth', pods: { controlledBy: 'ReplicaSet' }, perSecond: 0.005, upTo: 8 }],
  },
};
