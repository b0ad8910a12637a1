import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the containers of jobs beyond 120 are killed for lack of memory',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'memory-for-pods', pods: streaming, most: 120 }] }),
};
